import { createStore, type Store } from '@/services/storage'
import type { Attachment } from '@/services/types'
import { upload } from '@/services/upload'

export interface Upload {
  key: string
  name: string
  size: number
  /** 0 to 1. */
  progress: number
  state: 'sending' | 'done' | 'failed'
  attachment?: Attachment
  error?: unknown
  cancel: () => void
  /** Sends a failed one again. */
  retry: () => void
}

/** Files wait beside the text they belong to, also while one looks at another ticket. */
const stores = new Map<string, Store<Upload[]>>()

export function uploadsOf(thread: string): Store<Upload[]> {
  const store = stores.get(thread) ?? createStore<Upload[]>([])
  stores.set(thread, store)
  return store
}

function patch(store: Store<Upload[]>, key: string, change: Partial<Upload>): void {
  store.set(store.get().map((each) => (each.key === key ? { ...each, ...change } : each)))
}

export function removeUpload(store: Store<Upload[]>, key: string): void {
  store
    .get()
    .find((each) => each.key === key)
    ?.cancel()
  store.set(store.get().filter((each) => each.key !== key))
}

/** A pasted picture has no name of its own that says anything. */
export function nameOf(file: File, now: Date): string {
  if (file.name && file.name !== 'image.png') return file.name
  const stamp = now.toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '-')
  return `${stamp}.${file.type.split('/')[1] ?? 'png'}`
}

function sendFile(store: Store<Upload[]>, ticketId: number, key: string, name: string, file: File): void {
  const stop = new AbortController()
  patch(store, key, { state: 'sending', progress: 0, error: undefined, cancel: () => stop.abort() })
  const form = new FormData()
  form.set('ticket_id', String(ticketId))
  form.set('file', file, name)
  upload<Attachment>('/api/attachments', form, {
    signal: stop.signal,
    onProgress: (progress) => patch(store, key, { progress }),
  }).then(
    (attachment) => patch(store, key, { state: 'done', progress: 1, attachment }),
    (error: unknown) => {
      // One that was cancelled is no longer in the list.
      if (!stop.signal.aborted) patch(store, key, { state: 'failed', error })
    },
  )
}

/** Sends each file at once; the message then only names them. */
export function addFiles(ticketId: number, files: Iterable<File>): void {
  const store = uploadsOf(`ticket:${ticketId}`)
  for (const file of files) {
    const key = crypto.randomUUID()
    const name = nameOf(file, new Date())
    const retry = () => sendFile(store, ticketId, key, name, file)
    const size = file.size
    store.set([
      ...store.get(),
      { key, name, size, progress: 0, state: 'sending', cancel: () => undefined, retry },
    ])
    retry()
  }
}
