import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { Person } from '@/services/types'

export interface PeopleFilters {
  q?: string
  role?: string
  is_active?: boolean
}

export const peopleKeys = {
  all: ['people'] as const,
  lists: ['people', 'list'] as const,
  list: (filters: PeopleFilters) => ['people', 'list', filters] as const,
  one: (id: number) => ['people', 'one', id] as const,
}

const PAGE = 100

/** Oldest first, a hundred at a time; the server counts by rows to skip. */
export const peopleQuery = (filters: PeopleFilters) =>
  infiniteQueryOptions({
    queryKey: peopleKeys.list(filters),
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      http.get<Person[]>('/api/users', { ...filters, skip: pageParam, limit: PAGE }, signal),
    getNextPageParam: (last, all) => (last.length === PAGE ? all.length * PAGE : undefined),
  })

export const personQuery = (id: number) =>
  queryOptions({
    queryKey: peopleKeys.one(id),
    queryFn: ({ signal }) => http.get<Person>(`/api/users/${id}`, undefined, signal),
  })

export interface NewPerson {
  full_name: string
  username: string
  email: string
  password: string
  role: string
  /** Given only when they differ from the role's. */
  scopes?: string[]
}

export type PersonChanges = Partial<
  Pick<Person, 'full_name' | 'username' | 'email' | 'role' | 'is_active'>
> & {
  /** Null: the role's own. */
  scopes?: string[] | null
}

/** The lists come again behind what is shown: a change may move somebody out of a filter. */
function putPerson(client: QueryClient, person: Person): void {
  client.setQueryData(peopleKeys.one(person.id), person)
  void client.invalidateQueries({ queryKey: peopleKeys.lists })
}

export async function createPerson(client: QueryClient, person: NewPerson): Promise<Person> {
  const made = await http.post<Person>('/api/secure/users', person)
  putPerson(client, made)
  return made
}

export async function changePerson(client: QueryClient, id: number, changes: PersonChanges): Promise<Person> {
  const changed = await http.put<Person>(`/api/users/${id}`, changes)
  putPerson(client, changed)
  return changed
}

export async function deletePerson(client: QueryClient, id: number): Promise<void> {
  await http.delete(`/api/users/${id}`)
  client.removeQueries({ queryKey: peopleKeys.one(id) })
  await client.invalidateQueries({ queryKey: peopleKeys.lists })
}
