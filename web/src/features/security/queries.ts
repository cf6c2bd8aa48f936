import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { Answer, SecurityEvent } from '@/services/types'

export const STATES = ['unresolved', 'acknowledged', 'resolved'] as const
export type State = (typeof STATES)[number]
export const GRADES = ['low', 'medium', 'high', 'critical'] as const
export type Grade = (typeof GRADES)[number]

export interface SecurityFilters {
  status?: State
  severity?: Grade
}

const PATH = '/api/app/security'
type EventsPage = { events: SecurityEvent[]; total: number }

export const securityKeys = {
  lists: ['security', 'list'] as const,
  list: (filters: SecurityFilters) => ['security', 'list', filters] as const,
  waiting: ['security', 'waiting'] as const,
}

/** The latest first, page by page. */
export const eventsQuery = (filters: SecurityFilters) =>
  infiniteQueryOptions({
    queryKey: securityKeys.list(filters),
    meta: { live: true },
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) =>
      http.get<EventsPage>(`${PATH}/events`, { ...filters, limit: 50, before: pageParam }, signal),
    getNextPageParam: (last) => (last.events.length === 50 ? (last.events.at(-1)?.id ?? null) : null),
    placeholderData: keepPreviousData,
  })

export const waitingQuery = queryOptions({
  queryKey: securityKeys.waiting,
  meta: { live: true },
  queryFn: ({ signal }) =>
    http.get<Answer<'/api/app/security/waiting'>>(`${PATH}/waiting`, undefined, signal),
})

export type Act = 'acknowledge' | 'resolve' | 'reopen'

export const handle = (id: number, act: Act, note: string) =>
  http.post<SecurityEvent>(`${PATH}/events/${id}/${act}`, { note })

/** Something happened to one: few come, so what is shown is asked for anew. */
export function lookAgain(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: ['security'] })
}
