import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import { http, type Page, page } from '@/services/http'
import type { Answer } from '@/services/types'
import { leadKeys } from './queries'

const PATH = '/api/app/leads/duplicates'
export type Duplicates = Answer<'/api/app/leads/duplicates'>[number]
export type Merged = Answer<'/api/app/leads/duplicates/merge', 'post'>
export const BY = ['email', 'external_id'] as const
export type By = (typeof BY)[number]

export interface Merge {
  keep_id: number
  lead_ids: number[]
}

export const duplicatesQuery = (by: By) =>
  infiniteQueryOptions({
    queryKey: [...leadKeys.all, 'duplicates', by],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }): Promise<Page<Duplicates>> =>
      page<Duplicates>(PATH, { by, limit: 20, after: pageParam }, signal),
    getNextPageParam: (last) => last.next,
  })

export async function mergeLeads(client: QueryClient, merges: Merge[]): Promise<Merged> {
  const merged = await http.post<Merged>(`${PATH}/merge`, { merges })
  await client.invalidateQueries({ queryKey: leadKeys.all })
  return merged
}
