import { queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { Campaign } from '@/services/types'

export const CAMPAIGNS_PATH = '/api/app/campaigns'
export const campaignPath = (id: number, act = '') => `${CAMPAIGNS_PATH}/${id}${act}`

export const campaignKeys = {
  all: ['campaigns'] as const,
  list: ['campaigns', 'list'] as const,
  detail: (id: number) => ['campaigns', 'detail', id] as const,
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
