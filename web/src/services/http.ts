import { ApiError, errorFromResponse } from './errors'
import { storage } from './storage'

const base = (import.meta.env.NEXT_PUBLIC_API_URL as string | undefined)?.replace(/\/+$/, '') ?? ''
/** Then its cookies are out of sight. */
export const API_IS_ELSEWHERE = base !== ''

type QueryValue = string | number | boolean | null | undefined
export type Query = Record<string, QueryValue>

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  query?: Query
  /** Sent as JSON, unless it is a FormData. */
  body?: unknown
  /** A version that the server must still have; it answers 412 otherwise. */
  ifMatch?: number | string
  /** One act keeps one key through all its tries. POSTs get one of their own if none is given, but for
   * files: one that arrives twice is in no message twice. */
  idempotencyKey?: string
  headers?: Record<string, string>
  signal?: AbortSignal
}

export interface Answer<T> {
  data: T
  headers: Headers
  status: number
}

const signedOutListeners = new Set<() => void>()

/** Called when the session has ended and can't be renewed. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener)
  return () => signedOutListeners.delete(listener)
}

export function apiUrl(path: string, query?: Query): string {
  const url = new URL(base + path, window.location.origin)
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') url.searchParams.set(name, String(value))
  }
  return url.href
}

async function fetchOnce(path: string, options: RequestOptions): Promise<Response> {
  const method = options.method ?? 'GET'
  const headers = new Headers({ Accept: 'application/json', ...options.headers })
  let body: BodyInit | undefined
  if (options.body instanceof FormData) body = options.body
  else if (options.body !== undefined) {
    headers.set('Content-Type', 'application/json')
    body = JSON.stringify(options.body)
  }
  if (method !== 'GET') headers.set('X-Ringdesk-Web', '1')
  if (options.idempotencyKey) headers.set('Idempotency-Key', options.idempotencyKey)
  if (options.ifMatch !== undefined) headers.set('If-Match', `"${options.ifMatch}"`)
  try {
    return await fetch(apiUrl(path, options.query), {
      method,
      headers,
      body,
      signal: options.signal,
      credentials: 'same-origin',
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError({ status: 0, code: 'NETWORK', message: 'No answer from the server' })
  }
}

const REFRESHED_AT = 'refreshed-at'
let refreshing: Promise<boolean> | null = null

async function refreshNow(since: number): Promise<boolean> {
  // Another tab may have renewed the session while this one waited for the lock.
  if (Number(storage.get(REFRESHED_AT) ?? 0) > since) return true
  const response = await fetchOnce('/api/app/session/refresh', {
    method: 'POST',
    idempotencyKey: crypto.randomUUID(),
  })
  if (response.ok) {
    storage.set(REFRESHED_AT, String(Date.now()))
    return true
  }
  // Only a plain refusal ends the session; a server that is down says nothing about it.
  if (response.status >= 500 || response.status === 429) throw await errorFromResponse(response)
  return false
}

async function refreshLocked(since: number): Promise<boolean> {
  return navigator.locks
    ? await navigator.locks.request('ringdesk.refresh', () => refreshNow(since))
    : await refreshNow(since)
}

/** One renewal at a time, across all tabs: the refresh cookie can be used only once. */
function refresh(since: number): Promise<boolean> {
  refreshing ??= refreshLocked(since).finally(() => {
    refreshing = null
  })
  return refreshing
}

/** Paths where 401 is an answer about what was typed, not about the session. */
const NO_REFRESH = ['/api/app/session/refresh', '/api/auth/', '/api/v1/password-reset/']

function mayRefresh(path: string, method: string): boolean {
  if (path === '/api/app/session' && method !== 'GET') return false
  return !NO_REFRESH.some((prefix) => path.startsWith(prefix))
}

export async function request<T>(path: string, options: RequestOptions = {}): Promise<Answer<T>> {
  const method = options.method ?? 'GET'
  const keyed: RequestOptions =
    method === 'POST' && !(options.body instanceof FormData)
      ? { ...options, idempotencyKey: options.idempotencyKey ?? crypto.randomUUID() }
      : options
  const startedAt = Date.now()
  let response = await fetchOnce(path, keyed)
  if (response.status === 401 && mayRefresh(path, method)) {
    if (await refresh(startedAt)) response = await fetchOnce(path, keyed)
    if (response.status === 401) for (const listener of signedOutListeners) listener()
  }
  if (!response.ok) throw await errorFromResponse(response)
  const text = response.status === 204 ? '' : await response.text()
  return {
    data: (text ? JSON.parse(text) : undefined) as T,
    headers: response.headers,
    status: response.status,
  }
}

type Rest = Omit<RequestOptions, 'method' | 'body'>

export const http = {
  get: async <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
    (await request<T>(path, { query, signal })).data,
  post: async <T>(path: string, body?: unknown, options?: Rest): Promise<T> =>
    (await request<T>(path, { ...options, method: 'POST', body })).data,
  put: async <T>(path: string, body?: unknown, options?: Rest): Promise<T> =>
    (await request<T>(path, { ...options, method: 'PUT', body })).data,
  patch: async <T>(path: string, body?: unknown, options?: Rest): Promise<T> =>
    (await request<T>(path, { ...options, method: 'PATCH', body })).data,
  delete: async <T>(path: string, options?: Rest): Promise<T> =>
    (await request<T>(path, { ...options, method: 'DELETE' })).data,
}

export interface Page<T> {
  items: T[]
  /** The cursor for the next page, or null on the last one. */
  next: string | null
}

/** The `after` cursor from a Link header's rel="next". */
export function nextCursor(link: string | null): string | null {
  for (const part of link?.split(/,\s*(?=<)/) ?? []) {
    const match = part.match(/^\s*<([^>]*)>(.*)$/)
    if (match?.[1] && /;\s*rel="?next"?/.test(match[2] ?? '')) {
      return new URL(match[1], window.location.origin).searchParams.get('after')
    }
  }
  return null
}

/** One page of a keyset list, for `useInfiniteQuery`. */
export async function page<T>(path: string, query: Query, signal?: AbortSignal): Promise<Page<T>> {
  const answer = await request<T[]>(path, { query, signal })
  return { items: answer.data, next: nextCursor(answer.headers.get('Link')) }
}
