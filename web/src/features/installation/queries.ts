import { infiniteQueryOptions, keepPreviousData, type QueryClient } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { Answer, Body } from '@/services/types'

const PATH = '/api/app/installation/tenants'

export type Workspace = Answer<typeof PATH>[number]
export type Quotas = Body<`${typeof PATH}/{watched_id}`, 'put'>

const PAGE = 50
const key = ['installation'] as const

/** Oldest first; the server counts by rows to skip. */
export const workspacesQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: [...key, search],
    initialPageParam: 0,
    // While one types, the rows stay under the hand.
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      http.get<Workspace[]>(
        PATH,
        { search: search || undefined, skip: pageParam || undefined, limit: PAGE },
        signal,
      ),
    getNextPageParam: (last, all) => (last.length === PAGE ? all.length * PAGE : undefined),
  })

const again = (client: QueryClient) => client.invalidateQueries({ queryKey: key })

export async function openWorkspace(client: QueryClient, name: string, email: string): Promise<void> {
  await http.post(PATH, { name, email })
  await again(client)
}

async function act(client: QueryClient, id: string, verb: string, body?: object): Promise<void> {
  await http.post(`${PATH}/${id}/${verb}`, body)
  await again(client)
}

export const inviteFirst = (client: QueryClient, id: string, email: string) =>
  act(client, id, 'invite', { email })

export const suspend = (client: QueryClient, id: string, reason: string) =>
  act(client, id, 'suspend', { reason })

export const resume = (client: QueryClient, id: string) => act(client, id, 'resume')

export async function changeQuotas(client: QueryClient, id: string, quotas: Quotas): Promise<void> {
  await http.put(`${PATH}/${id}`, quotas)
  await again(client)
}
