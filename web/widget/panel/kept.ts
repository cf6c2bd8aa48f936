/**
 * What stays on the visitor's device, in our own origin's storage: nothing before they consented.
 * Browsers keep it apart for each site that embeds us, and some forget it; then they are new.
 */
import type { Pending } from './types'

export interface Kept {
  /** Names this visitor again; null for whom their site names. */
  visitor_token: string | null
  access_token: string | null
  /** Milliseconds since 1970. */
  expires_at: number
  /** Whom the tokens are for, where the site said it. */
  external_id: string | null
}

const memory = new Map<string, string>()

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return memory.get(key) ?? null
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    if (value === null) memory.delete(key)
    else memory.set(key, value)
  }
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

const SOON_MS = 60_000

export function keeper(workspace: string) {
  const visitor = `ringdesk.widget.${workspace}`
  const outbox = `${visitor}.outbox`
  const open = `${visitor}.open`
  return {
    /** Null: nobody consented to anything here. */
    get(): Kept | null {
      const found = parsed(read(visitor)) as Partial<Kept> | null
      if (typeof found !== 'object' || found === null) return null
      const text = (value: unknown) => (typeof value === 'string' ? value : null)
      const expires = typeof found.expires_at === 'number' ? found.expires_at : 0
      return {
        visitor_token: text(found.visitor_token),
        access_token: expires > Date.now() + SOON_MS ? text(found.access_token) : null,
        expires_at: expires,
        external_id: text(found.external_id),
      }
    },
    set: (kept: Kept) => write(visitor, JSON.stringify(kept)),
    forget: () => {
      for (const key of [visitor, outbox, open]) write(key, null)
    },
    outbox(): Pending[] {
      const found = parsed(read(outbox))
      return Array.isArray(found) ? (found as Pending[]).filter((one) => typeof one?.key === 'string') : []
    },
    setOutbox: (items: Pending[]) => write(outbox, items.length > 0 ? JSON.stringify(items) : null),
    wasOpen: () => read(open) === '1',
    setOpen: (isOpen: boolean) => write(open, isOpen ? '1' : null),
  }
}

export type Keeper = ReturnType<typeof keeper>
