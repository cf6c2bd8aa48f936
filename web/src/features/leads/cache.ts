import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Page } from '@/services/http'
import type { Lead } from '@/services/types'
import { type LeadDetail, type LeadFilters, leadKeys } from './queries'

/** Whether a lead still belongs in a list with these filters; words are the server's to judge. */
export function fits(lead: Lead, filters: LeadFilters, me: number): boolean {
  const owner = filters.owner === 'me' ? me : filters.owner === 'none' ? null : Number(filters.owner)
  return (
    (filters.stage === undefined || lead.status === filters.stage) &&
    (filters.dial_status === undefined || lead.dial_status === filters.dial_status) &&
    (filters.priority === undefined || lead.priority === filters.priority) &&
    (filters.owner === undefined || lead.owner_id === owner) &&
    (filters.campaign === undefined || lead.campaign_id === filters.campaign) &&
    (filters.list === undefined || lead.list_id === filters.list) &&
    (filters.import === undefined || lead.import_id === filters.import) &&
    (filters.source === undefined || lead.source === filters.source) &&
    (filters.tag === undefined || lead.tags.includes(filters.tag))
  )
}

/** A lead as it is now, in every list and page that shows it; an older word changes nothing. */
export function putLead(client: QueryClient, lead: Lead, me: number): void {
  client.setQueryData<LeadDetail>(leadKeys.detail(lead.id), (old) =>
    old && old.version <= lead.version ? { ...old, ...lead } : old,
  )
  const lists = client.getQueriesData<InfiniteData<Page<Lead>>>({ queryKey: leadKeys.lists })
  for (const [key, data] of lists) {
    if (!data) continue
    const filters = key[2] as LeadFilters
    const known = data.pages.some(({ items }) => items.some(({ id }) => id === lead.id))
    const belongs = fits(lead, filters, me)
    if (!known && !(belongs && filters.q === undefined)) continue
    client.setQueryData(key, { ...data, pages: withLead(data.pages, lead, known, belongs) })
  }
}

function withLead(pages: Page<Lead>[], lead: Lead, known: boolean, belongs: boolean): Page<Lead>[] {
  if (known) {
    return pages.map((each) => ({
      ...each,
      items: belongs
        ? each.items.map((one) => (one.id === lead.id && one.version <= lead.version ? lead : one))
        : each.items.filter(({ id }) => id !== lead.id),
    }))
  }
  const [first, ...rest] = pages
  if (!first) return pages
  // Newest first: what is older than all that was fetched comes with its page.
  const place = first.items.findIndex(({ id }) => id < lead.id)
  if (place < 0 && (first.items.length > 0 || rest.length > 0)) return pages
  const items = [...first.items]
  items.splice(Math.max(place, 0), 0, lead)
  return [{ ...first, items }, ...rest]
}

export function dropLead(client: QueryClient, id: number): void {
  client.setQueriesData<InfiniteData<Page<Lead>>>({ queryKey: leadKeys.lists }, (data) =>
    data
      ? {
          ...data,
          pages: data.pages.map((each) => ({ ...each, items: each.items.filter((one) => one.id !== id) })),
        }
      : data,
  )
}
