/** Where unsent writing waits. IndexedDB survives a closed tab; memory is for browsers that deny it. */
export interface OutboxItem {
  /** Also its Idempotency-Key, so that a second try can't send it twice. */
  id: string
  /** Another person who signs in on this browser must not send it. */
  userId: number
  path: string
  body: unknown
  ifMatch?: number | string
  /** What it belongs to, as in `ticket:12`; items of one thread are sent in order. */
  thread: string
  createdAt: string
  state: 'waiting' | 'refused'
  /** Why the server refused it: code and sentence. */
  refusal?: { status: number; code: string; message: string; requestId: string | null }
}

export interface OutboxStore {
  all(): Promise<OutboxItem[]>
  put(item: OutboxItem): Promise<void>
  remove(id: string): Promise<void>
}

export function memoryStore(): OutboxStore {
  const items = new Map<string, OutboxItem>()
  return {
    all: async () => [...items.values()],
    put: async (item) => {
      items.set(item.id, item)
    },
    remove: async (id) => {
      items.delete(id)
    },
  }
}

function promised<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('ringdesk', 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore('outbox', { keyPath: 'id' })
  }
  return promised(request)
}

export function browserStore(): OutboxStore {
  if (typeof indexedDB === 'undefined') return memoryStore()
  const fallback = memoryStore()
  let database: Promise<IDBDatabase | null> | null = null
  const run = async <T>(
    mode: IDBTransactionMode,
    use: (store: IDBObjectStore) => IDBRequest<T>,
    otherwise: () => Promise<T>,
  ): Promise<T> => {
    database ??= open().catch(() => null)
    const db = await database
    if (!db) return otherwise()
    return promised(use(db.transaction('outbox', mode).objectStore('outbox')))
  }
  return {
    all: () => run<OutboxItem[]>('readonly', (store) => store.getAll(), fallback.all),
    put: async (item) => {
      await run<unknown>(
        'readwrite',
        (store) => store.put(item) as IDBRequest<unknown>,
        () => fallback.put(item),
      )
    },
    remove: async (id) => {
      await run<unknown>(
        'readwrite',
        (store) => store.delete(id) as IDBRequest<unknown>,
        () => fallback.remove(id),
      )
    },
  }
}
