import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { http, type Page, page } from '@/services/http'
import type { Answer, CallingList, Campaign, Script } from '@/services/types'

export const CAMPAIGNS_PATH = '/api/app/campaigns'
export const campaignPath = (id: number, act = '') => `${CAMPAIGNS_PATH}/${id}${act}`
export const LISTS_PATH = '/api/app/calling-lists'

export type Preview = Answer<'/api/app/campaigns/{campaign_id}/preview'>
export type Decision = Answer<'/api/app/pacing/{campaign_id}/trace'>[number]

export const campaignKeys = {
  all: ['campaigns'] as const,
  list: ['campaigns', 'list'] as const,
  detail: (id: number) => ['campaigns', 'detail', id] as const,
  preview: (id: number) => ['campaigns', 'preview', id] as const,
  trace: (id: number) => ['campaigns', 'trace', id] as const,
  callingLists: ['calling-lists'] as const,
  scripts: ['scripts'] as const,
}

/** The latest hundred: what lists and menus of campaigns show. */
export const campaignsQuery = queryOptions({
  queryKey: campaignKeys.list,
  queryFn: ({ signal }) => http.get<Campaign[]>(CAMPAIGNS_PATH, { limit: 100 }, signal),
  staleTime: 30_000,
})

export const campaignQuery = (id: number) =>
  queryOptions({
    queryKey: campaignKeys.detail(id),
    queryFn: ({ signal }) => http.get<Campaign>(campaignPath(id), undefined, signal),
  })

/** Who would be called at this very moment: never an old answer. */
export const previewQuery = (id: number) =>
  queryOptions({
    queryKey: campaignKeys.preview(id),
    queryFn: ({ signal }) => http.get<Preview>(campaignPath(id, '/preview'), undefined, signal),
    staleTime: 0,
    gcTime: 0,
  })

/** Decisions, the latest first; the server keeps a week of them. */
export const traceQuery = (id: number) =>
  infiniteQueryOptions({
    queryKey: campaignKeys.trace(id),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }): Promise<Page<Decision>> =>
      page<Decision>(`/api/app/pacing/${id}/trace`, { limit: 20, after: pageParam }, signal),
    getNextPageParam: (last) => last.next,
    meta: { live: true },
  })

export const callingListsQuery = queryOptions({
  queryKey: campaignKeys.callingLists,
  queryFn: ({ signal }) => http.get<CallingList[]>(LISTS_PATH, undefined, signal),
})

export const scriptsQuery = queryOptions({
  queryKey: campaignKeys.scripts,
  queryFn: ({ signal }) => http.get<Script[]>('/api/app/scripts', undefined, signal),
  staleTime: 60_000,
})
