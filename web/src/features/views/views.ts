import { queryOptions } from '@tanstack/react-query'
import { filtersOf, type ListSearch, readSearch, sameFilters } from '@/features/tickets/filters'
import { http } from '@/services/http'
import type { SavedView, TicketCounts, TicketFilters } from '@/services/types'

export const viewKeys = { all: ['views'] as const }

export const viewsQuery = queryOptions({
  queryKey: viewKeys.all,
  staleTime: 60_000,
  queryFn: ({ signal }) => http.get<SavedView[]>('/api/app/views', undefined, signal),
})

export interface BuiltInView {
  id: 'mine' | 'unassigned' | 'urgent' | 'open' | 'resolved' | 'all'
  filters: TicketFilters
  count?: keyof TicketCounts
}

const UNFINISHED = 'open,in_progress'

export const BUILT_IN: readonly BuiltInView[] = [
  { id: 'mine', filters: { status: UNFINISHED, assigned_to: 'me' }, count: 'mine' },
  { id: 'unassigned', filters: { status: UNFINISHED, assigned_to: 'none' }, count: 'unassigned' },
  { id: 'urgent', filters: { status: UNFINISHED, priority: 'critical' }, count: 'urgent' },
  { id: 'open', filters: { status: UNFINISHED }, count: 'open' },
  { id: 'resolved', filters: { status: 'resolved' } },
  { id: 'all', filters: {} },
]

export const DEFAULT_VIEW = 'open'

export function savedFilters(view: SavedView): TicketFilters {
  return filtersOf(readSearch(view.filters))
}

/** The address of a view: its name, and its filters, so that a link shows everybody the same. */
export function searchOfBuiltIn(id: string): ListSearch {
  const view = BUILT_IN.find((one) => one.id === id)
  return { ...(view?.filters as ListSearch | undefined), view: view?.id ?? DEFAULT_VIEW }
}

export const savedId = (view: SavedView) => `saved-${view.id}`

export function searchOfSaved(view: SavedView): ListSearch {
  return { ...(savedFilters(view) as ListSearch), view: savedId(view) }
}

export type ActiveView =
  | { kind: 'built-in'; view: BuiltInView }
  | { kind: 'saved'; view: SavedView }
  | { kind: 'none' }

/** Which view these filters are: the one the address names, if it still fits, else any that does. */
export function activeView(search: ListSearch, saved: SavedView[]): ActiveView {
  const filters = filtersOf(search)
  const named = saved.find((one) => savedId(one) === search.view)
  if (named && sameFilters(savedFilters(named), filters)) return { kind: 'saved', view: named }
  const builtIn = BUILT_IN.find((one) => sameFilters(one.filters, filters))
  if (builtIn) return { kind: 'built-in', view: builtIn }
  const other = saved.find((one) => sameFilters(savedFilters(one), filters))
  return other ? { kind: 'saved', view: other } : { kind: 'none' }
}
