import { createStore, type Store } from '@/services/storage'
import type { Attachment } from '@/services/types'
import { upload } from '@/services/upload'

export interface Upload {
  key: string
  name: string
  size: number
  /** 0 to 1. */
  progress: number
  /** `chosen`: what it belongs to doesn't exist yet. */
  state: 'chosen' | 'sending' | 'done' | 'failed'
  attachment?: Attachment
  error?: unknown
  cancel: () => void
  /** Sends a failed one again. */
  retry: () => void
  sendTo: (owner: Owner) => Promise<Attachment>
}

/** What a file is attached to. */
export type Owner = { ticket_id: number } | { conversation_id: number }

/** Files wait beside the text they belong to, also while one looks at something else. */
const stores = new Map<string, Store<Upload[]>>()

/** `thread` names the text, as in the outbox: `ticket:12`, `chat:7`, `ask`. */
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

/** Files that were dropped or pasted; a paste of plain text has none. */
export function filesOf(data: DataTransfer | null): File[] {
  return data ? [...data.files] : []
}

async function sendFile(
  store: Store<Upload[]>,
  owner: Owner,
  key: string,
  name: string,
  file: File,
): Promise<Attachment> {
  const stop = new AbortController()
  patch(store, key, { state: 'sending', progress: 0, error: undefined, cancel: () => stop.abort() })
  const form = new FormData()
  for (const [field, id] of Object.entries(owner)) form.set(field, String(id))
  form.set('file', file, name)
  try {
    const attachment = await upload<Attachment>('/api/attachments', form, {
      signal: stop.signal,
      onProgress: (progress) => patch(store, key, { progress }),
    })
    patch(store, key, { state: 'done', progress: 1, attachment })
    return attachment
  } catch (error) {
    // One that was cancelled is no longer in the list.
    if (!stop.signal.aborted) patch(store, key, { state: 'failed', error })
    throw error
  }
}

/** Keeps files for something that is still being written. */
export function chooseFiles(thread: string, files: Iterable<File>): Upload[] {
  const store = uploadsOf(thread)
  const chosen = [...files].map((file): Upload => {
    const key = crypto.randomUUID()
    const name = nameOf(file, new Date())
    return {
      key,
      name,
      size: file.size,
      progress: 0,
      state: 'chosen',
      cancel: () => undefined,
      retry: () => undefined,
      sendTo: (owner) => sendFile(store, owner, key, name, file),
    }
  })
  store.set([...store.get(), ...chosen])
  return chosen
}

/** Sends each file at once; the message then only names them. */
export function addFiles(thread: string, owner: Owner, files: Iterable<File>): void {
  const store = uploadsOf(thread)
  for (const each of chooseFiles(thread, files)) {
    // The list shows what failed.
    const send = () => void each.sendTo(owner).catch(() => undefined)
    patch(store, each.key, { retry: send })
    send()
  }
}
