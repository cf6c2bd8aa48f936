import type { QueryClient } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { Lead } from '@/services/types'
import { dropLead, putLead } from './cache'
import { LEADS_PATH, type LeadFilters, leadKeys, leadPath } from './queries'

export interface LeadValues {
  name: string
  phone: string
  email: string
  source: string
  status: Lead['status']
  priority: Lead['priority']
  tags: string
  notes: string
}

/** What is empty is not there; tags are told apart by commas. */
function bodyOf(values: LeadValues) {
  const { phone, email, tags, ...rest } = values
  return {
    ...rest,
    phone: phone.trim() || null,
    email: email.trim() || null,
    tags: tags
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
  }
}

export async function createLead(client: QueryClient, values: LeadValues, me: number): Promise<Lead> {
  const made = await http.post<Lead>(LEADS_PATH, bodyOf(values))
  putLead(client, made, me)
  void client.invalidateQueries({ queryKey: leadKeys.lists })
  return made
}

export async function changeLead(
  client: QueryClient,
  lead: Lead,
  values: LeadValues,
  me: number,
): Promise<Lead> {
  const changed = await http.put<Lead>(leadPath(lead.id), bodyOf(values), { ifMatch: lead.version })
  putLead(client, changed, me)
  void client.invalidateQueries({ queryKey: leadKeys.detail(lead.id) })
  return changed
}

export async function deleteLead(client: QueryClient, id: number): Promise<void> {
  await http.delete(leadPath(id))
  dropLead(client, id)
}

export interface BulkAct {
  action: string
  data?: Record<string, unknown>
}

interface BulkDone {
  summary: { requested: number; changed: number; skipped: number }
}

/** To those chosen, or to all that fit. */
export async function changeMany(
  client: QueryClient,
  act: BulkAct,
  to: { ids: number[] } | { filters: LeadFilters },
): Promise<BulkDone['summary']> {
  const whom = 'ids' in to ? { lead_ids: to.ids } : { filter: { ...to.filters, ...listed(to.filters) } }
  const done = await http.post<BulkDone>(`${LEADS_PATH}/bulk`, { ...act, ...whom })
  await client.invalidateQueries({ queryKey: leadKeys.all })
  return done.summary
}

/** The filter's lists take one or more values. */
function listed({ stage, dial_status, priority }: LeadFilters) {
  return {
    stage: stage && [stage],
    dial_status: dial_status && [dial_status],
    priority: priority && [priority],
  }
}
