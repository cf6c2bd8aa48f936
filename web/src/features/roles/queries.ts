import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'

export interface Role {
  /** Null: built in. */
  id: number | null
  name: string
  description: string
  permissions: string[]
  built_in: boolean
  members: number
}

export interface RoleDraft {
  name: string
  description: string
  permissions: string[]
}

const key = ['roles'] as const
const PATH = '/api/v1/compliance/roles'

/** Built-in roles first. */
export const rolesQuery = queryOptions({
  queryKey: key,
  queryFn: ({ signal }) => http.get<Role[]>(PATH, undefined, signal),
})

export async function saveRole(client: QueryClient, id: number | null, draft: RoleDraft): Promise<void> {
  await (id === null ? http.post(PATH, draft) : http.put(`/api/app/roles/${id}`, draft))
  await client.invalidateQueries({ queryKey: key })
}

export async function deleteRole(client: QueryClient, id: number, successor: string): Promise<void> {
  await http.delete(`/api/app/roles/${id}?successor=${encodeURIComponent(successor)}`)
  await client.invalidateQueries({ queryKey: key })
}
