import { CATEGORIES, PRIORITIES, STATUSES, type TicketFilters } from '@/services/types'

/** What the list's address holds: filters as text, as the server and saved views take them. */
export interface ListSearch {
  view?: string
  status?: string
  priority?: string
  category?: string
  assigned_to?: string | number
  created_by?: number
  tag?: string
  q?: string
  /** The details are open where there is no place for them beside the thread. */
  details?: true
}

export const FILTER_NAMES = [
  'status',
  'priority',
  'category',
  'assigned_to',
  'created_by',
  'tag',
  'q',
] as const

/** `a,b` without doubles and unknown values, in the order of `known`; nothing if none is left. */
export function several(given: unknown, known: readonly string[]): string | undefined {
  const wanted = String(given ?? '').split(',')
  return known.filter((one) => wanted.includes(one)).join(',') || undefined
}

export function toggled(
  given: string | undefined,
  value: string,
  known: readonly string[],
): string | undefined {
  const wanted = given?.split(',') ?? []
  const next = wanted.includes(value) ? wanted.filter((one) => one !== value) : [...wanted, value]
  return several(next.join(','), known)
}

/** `me`, `none`, or a person's id as a number: the address shows text that looks like one in quotes. */
export function readHolder(given: unknown): string | number | undefined {
  const text = String(given ?? '')
  if (text === 'me' || text === 'none') return text
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined
}

const text = (given: unknown, most: number) => String(given ?? '').slice(0, most) || undefined

/** An address may hold anything: what isn't a filter is left out instead of failing the page. */
export function readSearch(search: Record<string, unknown>): ListSearch {
  const requester = Number(search.created_by)
  const read: ListSearch = {
    view: text(search.view, 40),
    status: several(search.status, STATUSES),
    priority: several(search.priority, PRIORITIES),
    category: several(search.category, CATEGORIES),
    assigned_to: readHolder(search.assigned_to),
    created_by: Number.isSafeInteger(requester) && requester > 0 ? requester : undefined,
    tag: text(search.tag, 40),
    q: text(search.q, 200),
    details: search.details === true ? true : undefined,
  }
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))
}

/** Only what the server filters by, without empty fields: it is a part of the cache's key. */
export function filtersOf(search: ListSearch): TicketFilters {
  return Object.fromEntries(
    FILTER_NAMES.filter((name) => search[name] !== undefined && search[name] !== '').map((name) => [
      name,
      search[name],
    ]),
  )
}

/** As saved views keep them. */
export function filtersAsText(filters: TicketFilters): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, String(value)]))
}

export function sameFilters(one: TicketFilters, other: TicketFilters): boolean {
  return FILTER_NAMES.every((name) => String(one[name] ?? '') === String(other[name] ?? ''))
}
