import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { http, page } from '@/services/http'
import type { Answer, Body } from '@/services/types'

export type Provider = Answer<'/api/app/channels'>[number]
export type Kind = Answer<'/api/app/channels/kinds'>[number]
export type KindField = Kind['settings'][number]
export type NewProvider = Body<'/api/app/channels'>
export type ProviderChanges = Body<'/api/app/channels/{provider_id}', 'put'>
export type Health = Answer<'/api/app/channels/{provider_id}/check', 'post'>
export type Sent = Answer<'/api/app/channels/{provider_id}/test', 'post'>
export type Suppression = Answer<'/api/app/suppressions'>[number]
export type NewSuppression = Body<'/api/app/suppressions'>

const ROOT = '/api/app/channels'
const LOOK_AGAIN_MS = 10_000

export const channelKeys = {
  providers: ['channels', 'providers'] as const,
  kinds: ['channels', 'kinds'] as const,
  suppressions: ['channels', 'suppressions'] as const,
}

/** By channel, in the order in which they are asked. */
export const providersQuery = queryOptions({
  queryKey: channelKeys.providers,
  queryFn: ({ signal }) => http.get<Provider[]>(ROOT, undefined, signal),
  refetchInterval: LOOK_AGAIN_MS,
})

/** What each kind asks for. */
export const kindsQuery = queryOptions({
  queryKey: channelKeys.kinds,
  queryFn: ({ signal }) => http.get<Kind[]>(`${ROOT}/kinds`, undefined, signal),
  staleTime: Number.POSITIVE_INFINITY,
})

const lookAgain = (client: QueryClient) => client.invalidateQueries({ queryKey: channelKeys.providers })

export async function addProvider(client: QueryClient, given: NewProvider): Promise<Provider> {
  const made = await http.post<Provider>(ROOT, given)
  await lookAgain(client)
  return made
}

export async function changeProvider(
  client: QueryClient,
  id: number,
  given: ProviderChanges,
): Promise<Provider> {
  const changed = await http.put<Provider>(`${ROOT}/${id}`, given)
  await lookAgain(client)
  return changed
}

export async function removeProvider(client: QueryClient, id: number): Promise<void> {
  await http.delete(`${ROOT}/${id}`)
  await lookAgain(client)
}

/** Asked now; nothing is sent. */
export const checkProvider = (id: number) => http.post<Health>(`${ROOT}/${id}/check`)

export const sendTest = (id: number, recipient: string) =>
  http.post<Sent>(`${ROOT}/${id}/test`, { recipient })

export const suppressionsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: [...channelKeys.suppressions, q] as const,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      page<Suppression>('/api/app/suppressions', { q, after: pageParam, limit: 50 }, signal),
    getNextPageParam: (last) => last.next,
  })

export async function suppress(client: QueryClient, given: NewSuppression): Promise<Suppression> {
  const made = await http.post<Suppression>('/api/app/suppressions', given)
  await client.invalidateQueries({ queryKey: channelKeys.suppressions })
  return made
}

export async function lift(client: QueryClient, id: number): Promise<void> {
  await http.delete(`/api/app/suppressions/${id}`)
  await client.invalidateQueries({ queryKey: channelKeys.suppressions })
}
