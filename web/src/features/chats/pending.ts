import { createStore, type Store } from '@/services/storage'
import type { Attachment, ChatMessage } from '@/services/types'

/** What is on its way, told apart by the key that its sender gave it. */
export interface OnItsWay {
  key: string
  content: string
  internal: boolean
  attachments: Attachment[]
}

const stores = new Map<number, Store<OnItsWay[]>>()

export function onItsWay(chatId: number): Store<OnItsWay[]> {
  const store = stores.get(chatId) ?? createStore<OnItsWay[]>([])
  stores.set(chatId, store)
  return store
}

export function add(chatId: number, one: OnItsWay): void {
  const store = onItsWay(chatId)
  store.set([...store.get(), one])
}

export function drop(chatId: number, key: string): void {
  const store = onItsWay(chatId)
  store.set(store.get().filter((each) => each.key !== key))
}

/** Without those that are said already: the event may be quicker than the answer. */
export function stillOnItsWay(sent: readonly OnItsWay[], said: readonly ChatMessage[]): OnItsWay[] {
  const arrived = new Set(said.map((message) => message.client_key))
  return sent.filter((each) => !arrived.has(each.key))
}
