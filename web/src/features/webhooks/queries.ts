import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { useLive } from '@/hooks/useLive'
import { useLookAgain } from '@/hooks/useLookAgain'
import { http } from '@/services/http'
import type { Answer, Body } from '@/services/types'

export type Webhook = Answer<'/api/app/webhooks'>[number]
export type WithSecret = Answer<'/api/app/webhooks', 'post'>
export type NewWebhook = Body<'/api/app/webhooks'>
export type WebhookChanges = Body<'/api/app/webhooks/{webhook_id}', 'put'>
export type Topic = Answer<'/api/app/webhooks/catalogue'>[number]
export type Delivery = Answer<'/api/app/webhooks/{webhook_id}/deliveries'>[number]
export type DeliveryState = Delivery['state']
export type Detailed = Answer<'/api/app/webhooks/{webhook_id}/deliveries/{delivery_id}'>

export const STATES = [
  'waiting',
  'delivered',
  'failed',
  'skipped',
] as const satisfies readonly DeliveryState[]

const ROOT = '/api/app/webhooks'
const PER_PAGE = 50

export const webhookKeys = {
  all: ['webhooks'] as const,
  list: ['webhooks', 'list'] as const,
  catalogue: ['webhooks', 'catalogue'] as const,
  deliveries: (id: number) => ['webhooks', 'deliveries', id] as const,
  delivery: (id: number, delivery: number) => ['webhooks', 'deliveries', id, 'one', delivery] as const,
}

export const webhooksQuery = queryOptions({
  queryKey: webhookKeys.list,
  meta: { live: true },
  queryFn: ({ signal }) => http.get<Webhook[]>(ROOT, undefined, signal),
})

export const catalogueQuery = queryOptions({
  queryKey: webhookKeys.catalogue,
  queryFn: ({ signal }) => http.get<Topic[]>(`${ROOT}/catalogue`, undefined, signal),
  staleTime: Number.POSITIVE_INFINITY,
})

/** Newest first. */
export const deliveriesQuery = (id: number, state: DeliveryState | undefined) =>
  infiniteQueryOptions({
    queryKey: [...webhookKeys.deliveries(id), state ?? 'all'] as const,
    meta: { live: true },
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) =>
      http.get<Delivery[]>(`${ROOT}/${id}/deliveries`, { state, before: pageParam, limit: PER_PAGE }, signal),
    getNextPageParam: (last) => (last.length === PER_PAGE ? (last.at(-1)?.id ?? null) : null),
  })

export const deliveryQuery = (id: number, delivery: number) =>
  queryOptions({
    queryKey: webhookKeys.delivery(id, delivery),
    meta: { live: true },
    queryFn: ({ signal }) => http.get<Detailed>(`${ROOT}/${id}/deliveries/${delivery}`, undefined, signal),
  })

/** A delivery is no fact: its letters come once. */
export function useWebhooksLive(): void {
  const again = useLookAgain(webhookKeys.list, [...webhookKeys.all, 'deliveries'])
  useLive('webhook.changed', ({ id }) => again(webhookKeys.list, webhookKeys.deliveries(id)))
}

const lookAgain = (client: QueryClient) => void client.invalidateQueries({ queryKey: webhookKeys.all })

export async function addWebhook(client: QueryClient, given: NewWebhook): Promise<WithSecret> {
  const made = await http.post<WithSecret>(ROOT, given)
  lookAgain(client)
  return made
}

export async function changeWebhook(
  client: QueryClient,
  id: number,
  changes: WebhookChanges,
): Promise<Webhook> {
  const changed = await http.put<Webhook>(`${ROOT}/${id}`, changes)
  client.setQueryData<Webhook[]>(webhookKeys.list, (all) =>
    all?.map((one) => (one.id === id ? changed : one)),
  )
  return changed
}

export async function removeWebhook(client: QueryClient, id: number): Promise<void> {
  await http.delete(`${ROOT}/${id}`)
  client.setQueryData<Webhook[]>(webhookKeys.list, (all) => all?.filter((one) => one.id !== id))
}

export async function rotateSecret(client: QueryClient, id: number): Promise<WithSecret> {
  const made = await http.post<WithSecret>(`${ROOT}/${id}/rotate`, { overlap_hours: 24 })
  lookAgain(client)
  return made
}

export async function sendTest(client: QueryClient, id: number): Promise<Delivery> {
  const made = await http.post<Delivery>(`${ROOT}/${id}/test`, {})
  lookAgain(client)
  return made
}

export async function replay(client: QueryClient, id: number, delivery: number): Promise<Delivery> {
  const again = await http.post<Delivery>(`${ROOT}/${id}/deliveries/${delivery}/replay`)
  lookAgain(client)
  return again
}

export async function replaySince(
  client: QueryClient,
  id: number,
  since: string,
  deliveredToo: boolean,
): Promise<number> {
  const { count } = await http.post<{ count: number }>(`${ROOT}/${id}/replay`, {
    since,
    delivered_too: deliveredToo,
  })
  lookAgain(client)
  return count
}
