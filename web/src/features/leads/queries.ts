import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { staleWhenSilent } from '@/features/tickets/queries'
import { http, type Page, page } from '@/services/http'
import type { Answer, DialStatus, Lead, LeadPriority, LeadStage } from '@/services/types'

export const LEADS_PATH = '/api/app/leads'
export const leadPath = (id: number, act = '') => `${LEADS_PATH}/${id}${act}`

export interface LeadFilters {
  stage?: LeadStage
  dial_status?: DialStatus
  priority?: LeadPriority
  /** `me`, `none` or a person's id. */
  owner?: string
  campaign?: number
  list?: number
  import?: number
  source?: string
  tag?: string
  q?: string
}

export type LeadDetail = Answer<'/api/app/leads/{lead_id}'>
export type LeadStats = Answer<'/api/app/leads/stats'>

export const leadKeys = {
  all: ['leads'] as const,
  lists: ['leads', 'list'] as const,
  list: (filters: LeadFilters) => ['leads', 'list', filters] as const,
  detail: (id: number) => ['leads', 'detail', id] as const,
  stats: ['leads', 'stats'] as const,
}

/** Newest first, page by page. Live events keep the fetched pages up to date. */
export const leadListQuery = (filters: LeadFilters) =>
  infiniteQueryOptions({
    queryKey: leadKeys.list(filters),
    meta: { live: true },
    staleTime: staleWhenSilent,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }): Promise<Page<Lead>> =>
      page<Lead>(LEADS_PATH, { ...filters, limit: 100, after: pageParam }, signal),
    getNextPageParam: (last) => last.next,
  })

export const leadQuery = (id: number) =>
  queryOptions({
    queryKey: leadKeys.detail(id),
    meta: { live: true },
    staleTime: staleWhenSilent,
    queryFn: ({ signal }) => http.get<LeadDetail>(leadPath(id), undefined, signal),
  })

export const leadStatsQuery = queryOptions({
  queryKey: leadKeys.stats,
  meta: { live: true },
  queryFn: ({ signal }) => http.get<LeadStats>(`${LEADS_PATH}/stats`, undefined, signal),
})
