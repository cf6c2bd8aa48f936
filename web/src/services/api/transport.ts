import { errorFromResponse } from '../errors'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type QueryValue = string | number | boolean | null | undefined

export interface Request {
  method?: Method
  query?: Record<string, QueryValue>
  body?: unknown
  signal?: AbortSignal
}

/** How a call gets there. The web app's own renews its session; `bearer` is for everybody else. */
export type Transport = <T>(path: string, request: Request) => Promise<{ data: T; headers: Headers }>

export interface Address {
  /** The API's base address, such as `https://desk.example.com`; by default the page's own origin. */
  baseUrl?: string
  /** An access token, or what gives one; asked for at every call. */
  token?: string | (() => string | null | undefined | Promise<string | null | undefined>)
  /** In place of the built-in one. */
  fetch?: typeof globalThis.fetch
}

const origin = () => (typeof location === 'undefined' ? 'http://127.0.0.1:8000' : location.origin)

export function addressOf(baseUrl: string | undefined, path: string, query?: Request['query']): URL {
  const url = new URL((baseUrl ?? '').replace(/\/+$/, '') + path, origin())
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null) url.searchParams.set(name, String(value))
  }
  return url
}

async function tokenOf(given: Address['token']): Promise<string | null> {
  return (typeof given === 'function' ? await given() : given) ?? null
}

/** With a token in the `Authorization` header: for programs, and for pages of another origin. */
export function bearer(address: Address): Transport {
  return async <T>(path: string, { method = 'GET', query, body, signal }: Request) => {
    const headers = new Headers({ Accept: 'application/json' })
    const token = await tokenOf(address.token)
    if (token) headers.set('Authorization', `Bearer ${token}`)
    if (body !== undefined) headers.set('Content-Type', 'application/json')
    // An act whose answer was lost may be sent again by whoever repeats it with the same key.
    if (method === 'POST') headers.set('Idempotency-Key', crypto.randomUUID())
    const response = await (address.fetch ?? globalThis.fetch)(addressOf(address.baseUrl, path, query), {
      method,
      headers,
      signal,
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    if (!response.ok) throw await errorFromResponse(response)
    const text = await response.text()
    const isJson = (response.headers.get('Content-Type') ?? '').includes('json')
    return { data: (text && isJson ? JSON.parse(text) : text || undefined) as T, headers: response.headers }
  }
}
