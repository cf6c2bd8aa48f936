import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { http, type Page, page } from '@/services/http'
import type { Ticket, TicketCounts, TicketDetail, TicketFilters } from '@/services/types'

export const ticketKeys = {
  all: ['tickets'] as const,
  lists: ['tickets', 'list'] as const,
  list: (filters: TicketFilters) => ['tickets', 'list', filters] as const,
  detail: (id: number) => ['tickets', 'detail', id] as const,
  counts: ['tickets', 'counts'] as const,
}

/** Newest first, page by page. Live events keep the fetched pages up to date. */
export const ticketListQuery = (filters: TicketFilters) =>
  infiniteQueryOptions({
    queryKey: ticketKeys.list(filters),
    meta: { live: true },
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }): Promise<Page<Ticket>> =>
      page<Ticket>('/api/tickets', { ...filters, limit: 50, after: pageParam }, signal),
    getNextPageParam: (last) => last.next,
  })

export const ticketQuery = (id: number) =>
  queryOptions({
    queryKey: ticketKeys.detail(id),
    meta: { live: true },
    queryFn: ({ signal }) => http.get<TicketDetail>(`/api/tickets/${id}`, undefined, signal),
  })

export const ticketCountsQuery = queryOptions({
  queryKey: ticketKeys.counts,
  meta: { live: true },
  queryFn: ({ signal }) => http.get<TicketCounts>('/api/app/tickets/counts', undefined, signal),
})
