import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import { ApiError } from '@/services/errors'
import { http } from '@/services/http'
import type { Answer } from '@/services/types'
import {
  bodyOf,
  type Entry,
  type EntryValues,
  type EntryVersion,
  entryOf,
  type Kind,
  PATHS,
  type Preview,
  SERVER_NAMES,
} from './entries'

export interface EntryFilters {
  q?: string
  category?: string
}

export const knowledgeKeys = {
  all: ['knowledge'] as const,
  lists: (kind: Kind) => ['knowledge', kind, 'list'] as const,
  list: (kind: Kind, filters: EntryFilters) => ['knowledge', kind, 'list', filters] as const,
  one: (kind: Kind, id: number) => ['knowledge', kind, 'one', id] as const,
  versions: (kind: Kind, id: number) => ['knowledge', kind, 'versions', id] as const,
  categories: (kind: Kind) => ['knowledge', kind, 'categories'] as const,
}

const PAGE = 100

/** Newest first, a hundred at a time. */
export const entriesQuery = (kind: Kind, filters: EntryFilters) =>
  infiniteQueryOptions({
    queryKey: knowledgeKeys.list(kind, filters),
    initialPageParam: undefined as number | undefined,
    placeholderData: keepPreviousData,
    queryFn: async ({ pageParam, signal }) => {
      const query = { search: filters.q, category: filters.category, before: pageParam, limit: PAGE }
      const found = await http.get<unknown[]>(PATHS[kind], query, signal)
      return found.map((each) => entryOf(kind, each))
    },
    getNextPageParam: (last) => (last.length === PAGE ? last.at(-1)?.id : undefined),
  })

export const entryQuery = (kind: Kind, id: number) =>
  queryOptions({
    queryKey: knowledgeKeys.one(kind, id),
    queryFn: async ({ signal }) =>
      entryOf(kind, await http.get<unknown>(`${PATHS[kind]}/${id}`, undefined, signal)),
  })

export const versionsQuery = (kind: Kind, id: number) =>
  queryOptions({
    queryKey: knowledgeKeys.versions(kind, id),
    queryFn: ({ signal }) => http.get<EntryVersion[]>(`${PATHS[kind]}/${id}/versions`, undefined, signal),
  })

export const categoriesQuery = (kind: Kind) =>
  queryOptions({
    queryKey: knowledgeKeys.categories(kind),
    queryFn: ({ signal }) =>
      http.get<Answer<'/api/app/knowledge/categories'>>('/api/app/knowledge/categories', { kind }, signal),
  })

/** The lists come again behind what is shown. */
async function put(client: QueryClient, entry: Entry): Promise<Entry> {
  client.setQueryData(knowledgeKeys.one(entry.kind, entry.id), entry)
  void client.invalidateQueries({ queryKey: knowledgeKeys.lists(entry.kind) })
  void client.invalidateQueries({ queryKey: knowledgeKeys.versions(entry.kind, entry.id) })
  void client.invalidateQueries({ queryKey: knowledgeKeys.categories(entry.kind) })
  return entry
}

/** A refusal names fields as the door does; the form has names of its own. */
async function inOurWords<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof ApiError) {
      const errors = error.details.errors
      if (Array.isArray(errors))
        for (const each of errors) {
          const name = String(each.field).split(/[.[]/)[0] ?? ''
          each.field = SERVER_NAMES[name] ?? name
        }
    }
    throw error
  }
}

export async function createEntry(client: QueryClient, kind: Kind, values: EntryValues): Promise<Entry> {
  const made = await inOurWords(http.post<unknown>(PATHS[kind], bodyOf(kind, values)))
  return put(client, entryOf(kind, made))
}

export async function changeEntry(client: QueryClient, entry: Entry, values: EntryValues): Promise<Entry> {
  const changed = await inOurWords(
    http.put<unknown>(`${PATHS[entry.kind]}/${entry.id}`, bodyOf(entry.kind, values), {
      ifMatch: entry.version,
    }),
  )
  return put(client, entryOf(entry.kind, changed))
}

export async function deleteEntry(client: QueryClient, entry: Entry): Promise<void> {
  await http.delete(`${PATHS[entry.kind]}/${entry.id}`)
  client.removeQueries({ queryKey: knowledgeKeys.one(entry.kind, entry.id) })
  await client.invalidateQueries({ queryKey: knowledgeKeys.lists(entry.kind) })
}

export async function voteFor(client: QueryClient, entry: Entry, helpful: boolean): Promise<Entry> {
  const voted = await http.post<unknown>(`${PATHS[entry.kind]}/${entry.id}/feedback`, { helpful })
  const shown = entryOf(entry.kind, voted)
  client.setQueryData(knowledgeKeys.one(entry.kind, entry.id), shown)
  return shown
}

export const askBot = (question: string) => http.post<Preview>('/api/app/knowledge/ask', { question })
