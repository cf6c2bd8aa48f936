import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { http, type Page, page } from '@/services/http'
import { liveState } from '@/services/live'
import type {
  Message,
  Person,
  Suggestion,
  Ticket,
  TicketCounts,
  TicketDetail,
  TicketFilters,
  Urgency,
} from '@/services/types'

export const ticketKeys = {
  all: ['tickets'] as const,
  lists: ['tickets', 'list'] as const,
  list: (filters: TicketFilters) => ['tickets', 'list', filters] as const,
  detail: (id: number) => ['tickets', 'detail', id] as const,
  counts: ['tickets', 'counts'] as const,
  suggestions: (id: number, messageId: number) => ['tickets', 'suggestions', id, messageId] as const,
  urgency: (id: number, words: string) => ['tickets', 'urgency', id, words] as const,
}

/** While events come in, what was fetched is as good as new. */
export const staleWhenSilent = () => (liveState.get() === 'live' ? Number.POSITIVE_INFINITY : 15_000)

/** For the requester's last words, 0 for those that the ticket was opened with. */
export const ticketSuggestionsQuery = (id: number, messageId: number) =>
  queryOptions({
    queryKey: ticketKeys.suggestions(id, messageId),
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => http.get<Suggestion[]>(`/api/app/tickets/${id}/suggestions`, undefined, signal),
  })

/** Of the words that the ticket was opened with: other words, another answer. */
export const urgencyQuery = ({ id, title, description }: Ticket) =>
  queryOptions({
    queryKey: ticketKeys.urgency(id, `${title}\n${description}`),
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => http.get<Urgency>(`/api/app/tickets/${id}/urgency`, undefined, signal),
  })

/** Newest first, page by page. Live events keep the fetched pages up to date. */
export const ticketListQuery = (filters: TicketFilters) =>
  infiniteQueryOptions({
    queryKey: ticketKeys.list(filters),
    meta: { live: true },
    staleTime: staleWhenSilent,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }): Promise<Page<Ticket>> =>
      page<Ticket>('/api/tickets', { ...filters, limit: 50, after: pageParam }, signal),
    getNextPageParam: (last) => last.next,
  })

const FIRST_MESSAGES = 500
const MORE_MESSAGES = 100

export const ticketQuery = (id: number) =>
  queryOptions({
    queryKey: ticketKeys.detail(id),
    meta: { live: true },
    staleTime: staleWhenSilent,
    queryFn: async ({ signal }) => {
      const path = `/api/tickets/${id}`
      const ticket = await http.get<TicketDetail>(path, undefined, signal)
      let full = ticket.messages.length >= FIRST_MESSAGES
      while (full) {
        const query = { skip: ticket.messages.length, limit: MORE_MESSAGES }
        const more = await http.get<Message[]>(`/api/messages/ticket/${id}`, query, signal)
        ticket.messages.push(...more)
        full = more.length === MORE_MESSAGES
      }
      return ticket
    },
  })

export const ticketCountsQuery = queryOptions({
  queryKey: ticketKeys.counts,
  meta: { live: true },
  queryFn: ({ signal }) => http.get<TicketCounts>('/api/app/tickets/counts', undefined, signal),
})

/** Active colleagues, to whom a ticket can be given. */
export const staffQuery = queryOptions({
  queryKey: ['staff'] as const,
  staleTime: 5 * 60_000,
  queryFn: ({ signal }) => http.get<Person[]>('/api/app/staff', undefined, signal),
})
