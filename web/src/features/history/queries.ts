import { queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { TicketEvent } from '@/services/types'

export const historyKeys = {
  of: (ticketId: number) => ['tickets', 'history', ticketId] as const,
}

/** Every change of a ticket, oldest first. */
export const historyQuery = (ticketId: number) =>
  queryOptions({
    queryKey: historyKeys.of(ticketId),
    queryFn: ({ signal }) => http.get<TicketEvent[]>(`/api/tickets/${ticketId}/history`, undefined, signal),
  })
