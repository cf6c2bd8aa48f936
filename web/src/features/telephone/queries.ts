import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { staleWhenSilent } from '@/features/tickets/queries'
import { http, type Page, page } from '@/services/http'
import type { Callback, CallingDesk, PhoneCall } from '@/services/types'

export const CALLS_PATH = '/api/app/calls'
export const callPath = (id: number, act = '') => `${CALLS_PATH}/${id}${act}`

export interface CallFilters {
  status?: string
  lead?: number
  campaign?: number
  agent?: number
  direction?: string
  /** Moments, "2026-03-01T00:00:00Z": from the first on, before the second. */
  since?: string
  until?: string
}

export const phoneKeys = {
  desk: ['telephone', 'desk'] as const,
  callbacks: ['telephone', 'callbacks'] as const,
  lists: ['telephone', 'calls'] as const,
  list: (filters: CallFilters) => ['telephone', 'calls', filters] as const,
  detail: (id: number) => ['telephone', 'call', id] as const,
}

/** One's own call, its lead and script, and one's day. */
export const deskQuery = queryOptions({
  queryKey: phoneKeys.desk,
  meta: { live: true },
  staleTime: staleWhenSilent,
  queryFn: ({ signal }) => http.get<CallingDesk>('/api/app/calling/me', undefined, signal),
})

export const callbacksQuery = queryOptions({
  queryKey: phoneKeys.callbacks,
  queryFn: ({ signal }) => http.get<Callback[]>('/api/app/calling/callbacks', { days: 7 }, signal),
  refetchInterval: 60_000,
})

export const callListQuery = (filters: CallFilters) =>
  infiniteQueryOptions({
    queryKey: phoneKeys.list(filters),
    meta: { live: true },
    staleTime: staleWhenSilent,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }): Promise<Page<PhoneCall>> =>
      page<PhoneCall>(CALLS_PATH, { ...filters, limit: 50, after: pageParam }, signal),
    getNextPageParam: (last) => last.next,
  })
