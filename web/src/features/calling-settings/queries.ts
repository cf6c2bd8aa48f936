import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import { http, page } from '@/services/http'
import type { Answer, Body, Carrier } from '@/services/types'
import { upload } from '@/services/upload'

export type DialerSettings = Answer<'/api/app/settings/dialer'>
export type DialerChanges = Body<'/api/app/settings/dialer', 'put'>
export type NewCarrier = Body<'/api/app/carriers'>
export type CarrierChanges = Body<'/api/app/carriers/{carrier_id}', 'put'>
export type CarrierHealth = Answer<'/api/app/carriers/{carrier_id}/test', 'post'>
type Carriers = Answer<'/api/app/carriers'>
export type Forbidden = Answer<'/api/app/do-not-call'>[number]
export type NewForbidden = Body<'/api/app/do-not-call'>
export type Listed = Answer<'/api/app/do-not-call/import', 'post'>
export type Refusal = Answer<'/api/app/refusals'>[number]
export type Rule = Refusal['rule']

export const OUTCOMES = ['busy', 'no-answer', 'machine', 'failed', 'abandoned'] as const
export const CARRIER_KINDS = ['simulation', 'twilio', 'sip'] as const satisfies readonly Carrier['kind'][]
export type CarrierKind = Carrier['kind']

const DIALER = '/api/app/settings/dialer'
const CARRIERS = '/api/app/carriers'
const FORBIDDEN = '/api/app/do-not-call'
export const FORBIDDEN_FILE = `${FORBIDDEN}/export`

const keys = {
  dialer: ['calling-settings', 'dialer'] as const,
  carriers: ['calling-settings', 'carriers'] as const,
  forbidden: ['calling-settings', 'forbidden'] as const,
  refusals: ['calling-settings', 'refusals'] as const,
}

export const dialerQuery = queryOptions({
  queryKey: keys.dialer,
  queryFn: ({ signal }) => http.get<DialerSettings>(DIALER, undefined, signal),
})

export async function changeDialer(client: QueryClient, changes: DialerChanges): Promise<DialerSettings> {
  const changed = await http.put<DialerSettings>(DIALER, changes)
  client.setQueryData(keys.dialer, changed)
  return changed
}

/** In the order in which they are asked. */
export const carriersQuery = queryOptions({
  queryKey: keys.carriers,
  queryFn: ({ signal }) => http.get<Carriers>(CARRIERS, undefined, signal),
})

export async function addCarrier(client: QueryClient, carrier: NewCarrier): Promise<void> {
  await http.post<Carrier>(CARRIERS, carrier)
  await client.invalidateQueries({ queryKey: keys.carriers })
}

export async function changeCarrier(client: QueryClient, id: number, changes: CarrierChanges): Promise<void> {
  await http.put<Carrier>(`${CARRIERS}/${id}`, changes)
  await client.invalidateQueries({ queryKey: keys.carriers })
}

export async function removeCarrier(client: QueryClient, id: number): Promise<void> {
  await http.delete(`${CARRIERS}/${id}`)
  await client.invalidateQueries({ queryKey: keys.carriers })
}

export const testCarrier = (id: number): Promise<CarrierHealth> =>
  http.post<CarrierHealth>(`${CARRIERS}/${id}/test`)

/** The latest first; `number` is how it begins. Of one campaign's own list, or of all there are. */
export const forbiddenQuery = (number: string, campaign?: number) =>
  infiniteQueryOptions({
    queryKey: [...keys.forbidden, number, campaign],
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      page<Forbidden>(
        FORBIDDEN,
        { number: number || undefined, campaign, limit: 50, after: pageParam },
        signal,
      ),
    getNextPageParam: (last) => last.next,
  })

export async function forbid(client: QueryClient, entry: NewForbidden): Promise<Forbidden> {
  const made = await http.post<Forbidden>(FORBIDDEN, entry)
  await client.invalidateQueries({ queryKey: keys.forbidden })
  return made
}

export async function permit(client: QueryClient, id: number, reason: string): Promise<void> {
  await http.delete(`${FORBIDDEN}/${id}?reason=${encodeURIComponent(reason)}`)
  await client.invalidateQueries({ queryKey: keys.forbidden })
}

export async function importForbidden(
  client: QueryClient,
  file: File,
  reason: string,
  campaign?: number,
): Promise<Listed> {
  const form = new FormData()
  form.append('file', file)
  if (reason) form.append('reason', reason)
  if (campaign) form.append('campaign_id', String(campaign))
  const listed = await upload<Listed>(`${FORBIDDEN}/import`, form)
  await client.invalidateQueries({ queryKey: keys.forbidden })
  return listed
}

export const DAYS = [1, 7, 30, 90] as const
export type Days = (typeof DAYS)[number]

export const refusalCountsQuery = (days: Days) =>
  queryOptions({
    queryKey: [...keys.refusals, 'by-rule', days],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      http.get<Partial<Record<Rule, number>>>('/api/app/refusals/by-rule', { days }, signal),
  })

/** The latest first. */
export const refusalsQuery = (rule: Rule | undefined) =>
  infiniteQueryOptions({
    queryKey: [...keys.refusals, rule],
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      page<Refusal>('/api/app/refusals', { rule, limit: 50, after: pageParam }, signal),
    getNextPageParam: (last) => last.next,
  })
