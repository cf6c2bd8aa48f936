import { serverNow } from './clock'
import { ApiError } from './errors'
import { request } from './http'
import { browserStore, type OutboxItem, type OutboxStore } from './outbox-store'
import { createStore } from './storage'

export type { OutboxItem } from './outbox-store'

export type Delivery<T> = { sent: true; data: T } | { sent: false; item: OutboxItem }
type SentListener = (item: OutboxItem, data: unknown) => void

type Sender = (item: OutboxItem) => Promise<unknown>

const sendByHttp: Sender = async (item) =>
  (
    await request(item.path, {
      method: 'POST',
      body: item.body,
      ifMatch: item.ifMatch,
      idempotencyKey: item.id,
    })
  ).data

/**
 * Writing that outlives a lost connection. What can't be delivered waits here, in order, and goes
 * out when the connection is back. The server's refusals (a stale version, no permission) are kept
 * with the text, so that nothing a person wrote is thrown away silently.
 */
export function createOutbox(store: OutboxStore, sender: Sender = sendByHttp) {
  const items = createStore<OutboxItem[]>([])
  const sentListeners = new Set<SentListener>()
  const flushedListeners = new Set<(count: number) => void>()
  let userId: number | null = null
  let flushing: Promise<void> | null = null
  let retryTimer: ReturnType<typeof setTimeout> | undefined

  const mine = (list: OutboxItem[]) =>
    list.filter((item) => item.userId === userId).sort((a, b) => a.createdAt.localeCompare(b.createdAt))

  async function reload(): Promise<void> {
    items.set(userId === null ? [] : mine(await store.all()))
  }

  async function keep(item: OutboxItem): Promise<void> {
    await store.put(item)
    await reload()
  }

  async function discard(id: string): Promise<void> {
    await store.remove(id)
    await reload()
  }

  async function deliver(item: OutboxItem): Promise<unknown> {
    const data = await sender(item)
    await discard(item.id)
    for (const listener of sentListeners) listener(item, data)
    return data
  }

  async function flushNow(): Promise<void> {
    await reload()
    let count = 0
    const blocked = new Set<string>()
    for (const item of items.get()) {
      if (item.state === 'refused') blocked.add(item.thread)
      if (blocked.has(item.thread)) continue
      try {
        await deliver(item)
        count++
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        if (error.isTemporary || error.status === 401) {
          // The rest would meet the same end.
          if (!error.isNetwork && error.status !== 401) {
            clearTimeout(retryTimer)
            retryTimer = setTimeout(() => void flush(), (error.retryAfter ?? 15) * 1000)
          }
          break
        }
        blocked.add(item.thread)
        const { status, code, message, requestId } = error
        await keep({ ...item, state: 'refused', refusal: { status, code, message, requestId } })
      }
    }
    if (count > 0) for (const listener of flushedListeners) listener(count)
  }

  async function flushLocked(): Promise<void> {
    if (navigator.locks) await navigator.locks.request('ringdesk.outbox', flushNow)
    else await flushNow()
  }

  /** Sends what waits. One tab at a time, though the keys would forgive a second. */
  function flush(): Promise<void> {
    if (userId === null) return Promise.resolve()
    flushing ??= flushLocked().finally(() => {
      flushing = null
    })
    return flushing
  }

  /**
   * Posts now, or keeps it for later if no answer comes. A refusal is thrown to the caller, whose
   * form still holds the text.
   */
  async function post<T>(
    path: string,
    body: unknown,
    options: { thread: string; ifMatch?: number | string },
  ): Promise<Delivery<T>> {
    if (userId === null) throw new Error('The outbox needs a signed-in person')
    const item: OutboxItem = {
      id: crypto.randomUUID(),
      userId,
      path,
      body,
      ifMatch: options.ifMatch,
      thread: options.thread,
      createdAt: new Date(serverNow()).toISOString(),
      state: 'waiting',
    }
    // Behind earlier ones of the same thread, or the conversation would be out of order.
    if (items.get().some((other) => other.thread === item.thread && other.state === 'waiting')) {
      await keep(item)
      void flush()
      return { sent: false, item }
    }
    try {
      return { sent: true, data: (await sender(item)) as T }
    } catch (error) {
      if (!(error instanceof ApiError) || !error.isNetwork) throw error
      await keep(item)
      return { sent: false, item }
    }
  }

  /** "Send anyway": a refused item goes out again, without the version it was written against. */
  async function resend(id: string): Promise<void> {
    const item = items.get().find((other) => other.id === id)
    if (!item) return
    // A new key: the old one may have the refusal stored as its answer.
    await store.remove(id)
    await keep({ ...item, id: crypto.randomUUID(), ifMatch: undefined, state: 'waiting', refusal: undefined })
    await flush()
  }

  return {
    items,
    post,
    flush,
    discard,
    resend,
    /** Who is signed in; null hides the items but keeps them for that person's return. */
    setUser: async (id: number | null) => {
      userId = id
      clearTimeout(retryTimer)
      await reload()
    },
    /** Forgets the present person's items, as at a sign-out on a shared computer. */
    clear: async () => {
      for (const item of items.get()) await store.remove(item.id)
      await reload()
    },
    /** Each item as it is delivered later: features patch their caches here. */
    onSent: (listener: SentListener): (() => void) => {
      sentListeners.add(listener)
      return () => sentListeners.delete(listener)
    },
    /** After a flush: how many went out. */
    onFlushed: (listener: (count: number) => void): (() => void) => {
      flushedListeners.add(listener)
      return () => flushedListeners.delete(listener)
    },
  }
}

export const outbox = createOutbox(browserStore())
