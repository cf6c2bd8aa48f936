/**
 * What the loader, on somebody's page, and the panel, in its frame on our origin, tell each other.
 * Both ends check origin and source of every message; what doesn't have this shape is not for us.
 * A page may hold a loader that is an hour older than the panel: fields are added, never changed.
 */
export const MARK = 'ringdesk-widget'

export type Theme = 'auto' | 'light' | 'dark'

/** Who the page says its visitor is; only `external_id` is signed, by `hmac`. */
export interface Identity {
  external_id?: string
  name?: string
  email?: string
  hmac?: string
}

export type ToPanel =
  | { type: 'hello'; locale?: string; theme?: Theme; page: string; identity?: Identity; open: boolean }
  | { type: 'open'; page: string }
  | { type: 'close' }
  | { type: 'identify'; identity: Identity | null }
  | { type: 'locale'; locale: string }
  | { type: 'theme'; theme: Theme }

export interface Look {
  colour: string
  onColour: string
  position: 'left' | 'right'
  rtl: boolean
  /** The frame's title, and the launcher's labels. */
  title: string
  openLabel: string
  closeLabel: string
  unreadLabel: string
}

export type ToLoader =
  | { type: 'ready' }
  | { type: 'look'; look: Look; open: boolean }
  | { type: 'unread'; count: number }
  | { type: 'close' }
  | { type: 'open' }

type Sealed<T> = T & { mark: typeof MARK }

export const sealed = <T extends ToPanel | ToLoader>(message: T): Sealed<T> => ({ ...message, mark: MARK })

/** A message of the other end, or nothing. What it holds is still only claimed. */
export function opened(data: unknown): Record<string, unknown> | null {
  if (typeof data !== 'object' || data === null) return null
  const message = data as Record<string, unknown>
  return message.mark === MARK && typeof message.type === 'string' ? message : null
}

export const textOf = (value: unknown, most: number): string =>
  typeof value === 'string' ? value.slice(0, most) : ''

export const themeOf = (value: unknown): Theme => (value === 'light' || value === 'dark' ? value : 'auto')

/** An identity out of what a page gave, whatever that was. */
export function identityOf(value: unknown): Identity | null {
  if (typeof value !== 'object' || value === null) return null
  const given = value as Record<string, unknown>
  const id = typeof given.external_id === 'number' ? String(given.external_id) : given.external_id
  const found: Identity = {}
  if (textOf(id, 200)) found.external_id = textOf(id, 200)
  if (textOf(given.name, 200)) found.name = textOf(given.name, 200)
  if (textOf(given.email, 254)) found.email = textOf(given.email, 254)
  if (textOf(given.hmac, 200)) found.hmac = textOf(given.hmac, 200)
  return Object.keys(found).length > 0 ? found : null
}
