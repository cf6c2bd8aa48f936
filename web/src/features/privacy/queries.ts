import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { useLive } from '@/hooks/useLive'
import { useLookAgain } from '@/hooks/useLookAgain'
import { http } from '@/services/http'
import type { Answer } from '@/services/types'

export type MyRequest = Answer<'/api/app/my-data/requests'>[number]
export type Request = Answer<'/api/app/privacy/requests'>[number]
export type Plan = Answer<'/api/app/privacy/requests/{request_id}/dry-run'>
export type Line = Plan['lines'][number]
export type ConsentRow = Answer<'/api/app/privacy/consents'>[number]
export type Due = Answer<'/api/app/privacy/retention'>[number]
export type Run = Answer<'/api/app/privacy/retention/runs'>[number]
export type WorkspaceExport = Answer<'/api/app/privacy/exports'>[number]
export type Erasure = Answer<'/api/app/privacy/erasure'>
export type OwnConsent = Answer<'/api/v1/compliance/gdpr/consents'>[number]
export type Kind = Request['kind']
export type State = Request['state']
export type ConsentType = OwnConsent['type']

export const STATES = ['pending', 'in_progress', 'done', 'refused'] as const satisfies readonly State[]
export const CONSENT_TYPES = ['marketing', 'analytics', 'cookies'] as const satisfies readonly ConsentType[]

const DESK = '/api/app/privacy'
const MINE = '/api/app/my-data/requests'
const GDPR = '/api/v1/compliance/gdpr'
const PER_PAGE = 50

export const archivePath = (id: number) => `${MINE}/${id}/archive`
export const exportPath = (id: number) => `${DESK}/exports/${id}`

export const privacyKeys = {
  mine: ['privacy', 'mine'] as const,
  ownConsents: ['privacy', 'own-consents'] as const,
  requests: ['privacy', 'requests'] as const,
  request: (id: number) => ['privacy', 'requests', 'one', id] as const,
  requestLists: ['privacy', 'requests', 'list'] as const,
  consents: ['privacy', 'consents'] as const,
  retention: ['privacy', 'retention'] as const,
  runs: ['privacy', 'runs'] as const,
  exports: ['privacy', 'exports'] as const,
  erasure: ['privacy', 'erasure'] as const,
}

export const myRequestsQuery = queryOptions({
  queryKey: privacyKeys.mine,
  meta: { live: true },
  queryFn: ({ signal }) => http.get<MyRequest[]>(MINE, undefined, signal),
})

export const ownConsentsQuery = queryOptions({
  queryKey: privacyKeys.ownConsents,
  queryFn: ({ signal }) => http.get<OwnConsent[]>(`${GDPR}/consents`, { limit: 100 }, signal),
})

export const requestsQuery = (state: State | undefined) =>
  infiniteQueryOptions({
    queryKey: [...privacyKeys.requestLists, state ?? 'all'] as const,
    meta: { live: true },
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) =>
      http.get<Request[]>(`${DESK}/requests`, { state, after: pageParam, limit: PER_PAGE }, signal),
    getNextPageParam: (last) => (last.length === PER_PAGE ? (last.at(-1)?.id ?? null) : null),
  })

export const planQuery = (id: number, withContacts: boolean) =>
  queryOptions({
    queryKey: [...privacyKeys.request(id), 'plan', withContacts] as const,
    queryFn: ({ signal }) =>
      http.get<Plan>(`${DESK}/requests/${id}/dry-run`, { with_contacts: withContacts }, signal),
    staleTime: 0,
  })

const stepsKey = (id: number) => [...privacyKeys.request(id), 'steps'] as const

export const stepsQuery = (id: number) =>
  queryOptions({
    queryKey: stepsKey(id),
    meta: { live: true },
    queryFn: ({ signal }) => http.get<Line[]>(`${DESK}/requests/${id}/steps`, undefined, signal),
  })

export const consentsQuery = (words: string, standing: boolean) =>
  infiniteQueryOptions({
    queryKey: [...privacyKeys.consents, words, standing] as const,
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) =>
      http.get<ConsentRow[]>(
        `${DESK}/consents`,
        { q: words, standing, after: pageParam, limit: PER_PAGE },
        signal,
      ),
    getNextPageParam: (last) => (last.length === PER_PAGE ? (last.at(-1)?.id ?? null) : null),
  })

export const retentionQuery = queryOptions({
  queryKey: privacyKeys.retention,
  meta: { live: true },
  queryFn: ({ signal }) => http.get<Due[]>(`${DESK}/retention`, undefined, signal),
})

export const runsQuery = queryOptions({
  queryKey: privacyKeys.runs,
  meta: { live: true },
  queryFn: ({ signal }) => http.get<Run[]>(`${DESK}/retention/runs`, undefined, signal),
})

export const exportsQuery = queryOptions({
  queryKey: privacyKeys.exports,
  meta: { live: true },
  queryFn: ({ signal }) => http.get<WorkspaceExport[]>(`${DESK}/exports`, undefined, signal),
})

export const erasureQuery = queryOptions({
  queryKey: privacyKeys.erasure,
  meta: { live: true },
  queryFn: ({ signal }) => http.get<Erasure>(`${DESK}/erasure`, undefined, signal),
})

/** For those who decide. What a worker is at is no fact: those letters come once. */
export function usePrivacyLive(): void {
  const lookAgain = useLookAgain(privacyKeys.requests, privacyKeys.runs, privacyKeys.exports)
  useLive('privacy.changed', ({ changed, id }) => {
    if (changed === 'export') lookAgain(privacyKeys.exports)
    else if (changed === 'erasure') lookAgain(privacyKeys.erasure)
    else if (changed === 'run') lookAgain(privacyKeys.runs, privacyKeys.retention)
    else if (id !== null) lookAgain(privacyKeys.requestLists, stepsKey(id))
  })
}

/** For whoever asked. */
export function useMyRequestsLive(): void {
  const lookAgain = useLookAgain()
  useLive('privacy.changed', ({ changed }) => {
    if (changed === 'request') lookAgain(privacyKeys.mine)
  })
}

const again = (client: QueryClient, key: readonly unknown[]) =>
  void client.invalidateQueries({ queryKey: key })

export async function askMine(client: QueryClient, kind: Kind, reason: string): Promise<MyRequest> {
  const made = await http.post<MyRequest>(MINE, { kind, reason })
  again(client, privacyKeys.mine)
  return made
}

export async function recordConsent(
  client: QueryClient,
  given: { type: ConsentType; value: boolean; wording: string },
): Promise<void> {
  await http.post(`${GDPR}/consents`, given)
  await client.invalidateQueries({ queryKey: privacyKeys.ownConsents })
}

/** All that is kept, as one file. */
export async function exportMine(): Promise<Blob> {
  const data = await http.post<unknown>(`${GDPR}/export`)
  return new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' })
}

export async function askFor(
  client: QueryClient,
  given: { kind: Kind; email: string; phone: string; reason: string },
): Promise<Request> {
  const made = await http.post<Request>(`${DESK}/requests`, given)
  again(client, privacyKeys.requests)
  return made
}

/** `identity` {note}, `start` {with_contacts} or `refuse` {reason}. */
export async function decide(
  client: QueryClient,
  id: number,
  act: 'identity' | 'start' | 'refuse',
  body: object,
): Promise<void> {
  await http.post<Request>(`${DESK}/requests/${id}/${act}`, body)
  await client.invalidateQueries({ queryKey: privacyKeys.requests })
}

export async function runRetention(client: QueryClient): Promise<void> {
  await http.post(`${DESK}/retention/run`, {})
  again(client, privacyKeys.retention)
  again(client, privacyKeys.runs)
}

export async function askExport(client: QueryClient): Promise<void> {
  await http.post(`${DESK}/exports`, {})
  again(client, privacyKeys.exports)
}

export async function planErasure(client: QueryClient, name: string, days: number): Promise<void> {
  await http.post(`${DESK}/erasure`, { name, days })
  again(client, privacyKeys.erasure)
}

export async function callOffErasure(client: QueryClient): Promise<void> {
  await http.delete(`${DESK}/erasure`)
  again(client, privacyKeys.erasure)
}
