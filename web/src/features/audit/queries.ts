import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { Answer } from '@/services/types'

type EntriesPage = Answer<'/api/app/audit/entries'>
export type Entry = EntriesPage['entries'][number]
export type DayCount = Answer<'/api/app/audit/days'>[number]
export type Integrity = Answer<'/api/app/audit/integrity'>
export type Check = Answer<'/api/app/audit/checks'>[number]

export const OUTCOMES = ['success', 'failure'] as const
export type Outcome = (typeof OUTCOMES)[number]

export interface AuditFilters {
  /** 0 is the house itself. */
  user?: number
  action?: string
  resource?: string
  outcome?: Outcome
  /** Days as YYYY-MM-DD, both included. */
  from?: string
  until?: string
}

export const AUDIT = '/api/app/audit'

/** As the API names them. */
export const asQuery = ({ user, action, resource, outcome, from, until }: AuditFilters) => ({
  user_id: user,
  action,
  resource,
  status: outcome,
  start_date: from,
  end_date: until,
})

const keys = {
  entries: (filters: AuditFilters) => ['audit', 'entries', filters] as const,
  days: (filters: AuditFilters) => ['audit', 'days', filters] as const,
  people: (words: string) => ['audit', 'people', words] as const,
  words: ['audit', 'words'] as const,
  integrity: ['audit', 'integrity'] as const,
}

/** The latest first, page by page. */
export const entriesQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: keys.entries(filters),
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) =>
      http.get<EntriesPage>(
        `${AUDIT}/entries`,
        { ...asQuery(filters), limit: 50, before: pageParam },
        signal,
      ),
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })

export const daysQuery = (filters: AuditFilters) =>
  queryOptions({
    queryKey: keys.days(filters),
    queryFn: ({ signal }) => http.get<DayCount[]>(`${AUDIT}/days`, { ...asQuery(filters), days: 30 }, signal),
    placeholderData: keepPreviousData,
  })

export const actorsQuery = (words: string) =>
  queryOptions({
    queryKey: keys.people(words),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      http.get<Answer<'/api/app/audit/people'>>(`${AUDIT}/people`, { q: words }, signal),
  })

export const wordsQuery = queryOptions({
  queryKey: keys.words,
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) => http.get<Answer<'/api/app/audit/words'>>(`${AUDIT}/words`, undefined, signal),
})

const RUNNING = ['waiting', 'running']
export const isRunning = (check: Check | null | undefined) =>
  check !== null && check !== undefined && RUNNING.includes(check.state)

/** Looked at again every second while a check is under way. */
export const integrityQuery = queryOptions({
  queryKey: keys.integrity,
  queryFn: ({ signal }) => http.get<Integrity>(`${AUDIT}/integrity`, undefined, signal),
  refetchInterval: (query) => (isRunning(query.state.data?.check) ? 1000 : false),
})

export const verifyNow = () => http.post<Check>(`${AUDIT}/checks`)
