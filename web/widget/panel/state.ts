import type { Theme } from '../shared/protocol'
import type { LiveState } from './live'
import { createStore } from './store'
import type { Attachment, Config, Conversation, Message, Pending, Person } from './types'
import type { Language } from './words'
import en, { type Words } from './words/en'

export type Phase = 'loading' | 'broken' | 'consent' | 'ready' | 'refused'
export type View = 'chat' | 'history' | 'offline'

/** A session that is a call, waiting or going on. */
export interface OnCall {
  sessionId: number
  video: boolean
  active: boolean
}

export interface State {
  phase: Phase
  view: View
  isOpen: boolean
  isPreview: boolean
  config: Config | null
  theme: Theme
  words: Words
  language: Language
  me: Person | null
  live: LiveState
  conversation: Conversation | null
  messages: Message[]
  /** Whether the server has messages before the first one here. */
  hasEarlier: boolean
  pending: Pending[]
  /** Files that will go with the next message. */
  files: Attachment[]
  uploading: string | null
  typing: string | null
  /** The assistant was asked and has not answered yet. */
  thinking: boolean
  history: Conversation[] | null
  unread: number
  call: OnCall | null
  leftTicket: number | null
  busy: boolean
  notice: string | null
}

export const store = createStore<State>({
  phase: 'loading',
  view: 'chat',
  isOpen: false,
  isPreview: false,
  config: null,
  theme: 'auto',
  words: en,
  language: 'en',
  me: null,
  live: 'off',
  conversation: null,
  messages: [],
  hasEarlier: false,
  pending: [],
  files: [],
  uploading: null,
  typing: null,
  thinking: false,
  history: null,
  unread: 0,
  call: null,
  leftTicket: null,
  busy: false,
  notice: null,
})

/** By id, oldest first, each once; a newer word about a message takes the place of the older one. */
export function merged(known: readonly Message[], more: readonly Message[]): Message[] {
  const byId = new Map(known.map((one) => [one.id, one]))
  for (const one of more) byId.set(one.id, one)
  return [...byId.values()].sort((a, b) => a.id - b.id)
}

export const isOver = (conversation: Conversation | null): boolean => conversation?.state === 'ended'

/** The assistant speaks as long as nobody else does. */
export const assistantAnswers = (conversation: Conversation | null): boolean =>
  conversation?.assistant_answers === true && conversation.agent === null
