import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'

export interface ApiToken {
  id: number
  name: string
  scopes: string[]
  created_at: string
  expires_at: string
  last_used_at: string | null
}

const key = ['tokens'] as const
const PATH = '/api/app/tokens'
export const LIFETIMES = ['7', '30', '90', '365'] as const

export const tokensQuery = queryOptions({
  queryKey: key,
  queryFn: ({ signal }) => http.get<ApiToken[]>(PATH, undefined, signal),
})

/** The token itself: it is told this once. */
export async function makeToken(
  client: QueryClient,
  wanted: { name: string; scopes: string[]; days: number },
): Promise<string> {
  const { token } = await http.post<{ token: string }>(PATH, wanted)
  void client.invalidateQueries({ queryKey: key })
  return token
}

export async function endToken(client: QueryClient, id: number): Promise<void> {
  await http.delete(`${PATH}/${id}`)
  await client.invalidateQueries({ queryKey: key })
}
