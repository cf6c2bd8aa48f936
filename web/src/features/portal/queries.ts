import { queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { CustomerStats, Message, NewMessage, Priority, Ticket, TicketStatus } from '@/services/types'

export const portalKeys = { stats: ['portal', 'stats'] as const }

export const customerStatsQuery = queryOptions({
  queryKey: portalKeys.stats,
  queryFn: ({ signal }) => http.get<CustomerStats>('/api/analytics/customer-stats', undefined, signal),
})

export interface NewRequest {
  title: string
  description: string
  priority: Priority
}

export const ASK_PATH = '/api/tickets'
/** Where requests wait that were written without a connection. */
export const ASK_THREAD = 'ask'

export const ask = (request: NewRequest, idempotencyKey: string): Promise<Ticket> =>
  http.post<Ticket>(ASK_PATH, request, { idempotencyKey })

export const postMessage = (message: NewMessage): Promise<Message> => http.post('/api/messages', message)

export const markMessagesRead = (ticketId: number) => http.put(`/api/messages/${ticketId}/read`)

export const setStatus = (ticketId: number, status: TicketStatus): Promise<Ticket> =>
  http.put<Ticket>(`/api/tickets/${ticketId}`, { status })
