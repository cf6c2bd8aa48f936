/** What the visitor does and what is told them: the panel's one place where things happen. */
import { Refusal } from './api'
import { keeper } from './kept'
import { Live } from './live'
import { Session } from './session'
import { assistantAnswers, isOver, merged, store } from './state'
import type { Attachment, Session as CallSession, Conversation, Message, Pending, SessionType } from './types'

/** Not `randomUUID`, which a page without https has not. */
export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, '0')).join('')

const PAGE = 50
const TYPING_REPEAT_MS = 4_000
const TYPING_LASTS_MS = 7_000
/** The assistant answers or says that it can't; a lost answer must not leave it thinking for ever. */
const THINKING_LASTS_MS = 20_000

export const workspace = new URLSearchParams(location.search).get('workspace') ?? ''
export const kept = keeper(workspace)
const { get, set } = store

export const session = new Session(workspace, kept, {
  entered: ({ person }) => set({ me: { id: person.id, full_name: person.full_name } }),
  notProved: () => set({ notice: get().words.identityRefused }),
})

const live = new Live(
  async () => {
    try {
      return (await session.ask<{ ticket: string }>('/api/v1/ws/ticket', { method: 'POST' })).ticket
    } catch (error) {
      if (error instanceof Refusal && !error.isTemporary) return null
      throw error
    }
  },
  (state) => set({ live: state }),
)
export const signals = live

// Beginning and end.

/** What is new, for somebody the server knows; a socket only where something can happen. */
export async function arrive(): Promise<void> {
  set({
    pending: kept.outbox().map((one) => ({ ...one, state: one.state === 'sending' ? 'waiting' : one.state })),
  })
  if (!session.isKnown) return
  await guarded(async () => {
    await loadConversations()
    if (get().isOpen || !isOver(get().conversation ?? null) || get().pending.length > 0) await comeIn()
  })
}

/** Connected, as long as the panel lives. */
async function comeIn(): Promise<void> {
  await session.ask('/api/auth/me').then((me) => {
    const { id, full_name } = me as { id: number; full_name: string }
    set({ me: { id, full_name } })
  })
  live.start()
}

export async function consent(name: string, email: string): Promise<void> {
  session.consent()
  kept.setOpen(true)
  if (name || email)
    session.identity = { ...session.identity, ...(name && { name }), ...(email && { email }) }
  set({ phase: 'ready', busy: true })
  await guarded(async () => {
    await session.enter()
    await loadConversations()
    await comeIn()
  })
  set({ busy: false })
}

export async function opened(): Promise<void> {
  set({ isOpen: true })
  if (!session.hasConsented || get().isPreview) return
  kept.setOpen(true)
  if (session.isKnown && get().live === 'off') {
    await guarded(async () => {
      if (!get().conversation) await loadConversations()
      await comeIn()
    })
  }
  await markRead()
}

export function closed(): void {
  set({ isOpen: false })
  if (session.hasConsented) kept.setOpen(false)
  sayViewing(false)
}

export function reset(): void {
  live.stop()
  set({
    me: null,
    conversation: null,
    messages: [],
    pending: [],
    files: [],
    history: null,
    unread: 0,
    call: null,
    thinking: false,
    typing: null,
    view: 'chat',
    notice: null,
    phase: session.hasConsented ? 'ready' : 'consent',
  })
}

export async function forget(): Promise<void> {
  reset()
  await session.leave()
  set({ phase: 'consent' })
}

/** Whatever goes wrong is said in words, once. */
async function guarded<T>(act: () => Promise<T>): Promise<T | null> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    set(error.status === 401 ? { phase: 'refused' } : { notice: sayWhy(error) })
    return null
  }
}

function sayWhy(error: Refusal): string | null {
  const { words } = get()
  if (error.isNetwork) return null // the bar says it
  if (error.status === 429) return words.tooFast
  return error.isTemporary ? words.somethingWrong : error.message
}

// Conversations.

async function loadConversations(): Promise<void> {
  const all = await session.ask<Conversation[]>('/api/app/conversations?limit=50')
  const known = get().conversation
  const current =
    all.find((one) => one.id === known?.id) ?? all.find((one) => one.channel !== 'ticket' && !isOver(one))
  set({ history: all, unread: all.reduce((sum, one) => sum + one.unread_count, 0) })
  if (current) await show(current)
}

/** The conversation, its latest page, and what it says of calls. */
async function show(conversation: Conversation): Promise<void> {
  const changed = get().conversation?.id !== conversation.id
  if (changed) set({ messages: [], hasEarlier: false, typing: null, thinking: false })
  put(conversation)
  const latest = await session.ask<Message[]>(
    `/api/app/conversations/${conversation.id}/messages?limit=${PAGE}`,
  )
  if (get().conversation?.id !== conversation.id) return
  const known = get().messages
  const oldest = known[0]?.id ?? latest[0]?.id ?? 0
  // What lies between the two would be missing: then only the new page is known.
  const gap = known.length > 0 && latest.length === PAGE && (latest[0]?.id ?? 0) > (known.at(-1)?.id ?? 0)
  set({
    messages: gap ? latest : merged(known, latest),
    hasEarlier: gap || !known.length || oldest === latest[0]?.id ? latest.length === PAGE : get().hasEarlier,
  })
  settle(latest)
  if (get().isOpen) await markRead()
}

function put(conversation: Conversation): void {
  set({ conversation })
  follow(conversation.session)
}

/** A call that was asked for: it rings, it is answered, it is over. */
function follow(asked: CallSession | null): void {
  const { call } = get()
  if (!asked || asked.type === 'chat' || asked.status === 'ended') {
    if (call) set({ call: null })
  } else if (call?.sessionId !== asked.id || call.active !== (asked.status === 'active')) {
    set({ call: { sessionId: asked.id, video: asked.type === 'video', active: asked.status === 'active' } })
  }
}

export async function showEarlier(): Promise<void> {
  const { conversation, messages } = get()
  const first = messages[0]
  if (!conversation || !first) return
  const path = `/api/app/conversations/${conversation.id}/messages?limit=${PAGE}&before=${first.id}`
  const before = await guarded(() => session.ask<Message[]>(path))
  if (before) set({ messages: merged(get().messages, before), hasEarlier: before.length === PAGE })
}

export async function showHistory(): Promise<void> {
  set({ view: 'history' })
  await guarded(loadConversations)
}

export async function choose(conversation: Conversation): Promise<void> {
  set({ view: 'chat' })
  await guarded(() => show(conversation))
}

export function beginAnew(): void {
  set({ view: 'chat', conversation: null, messages: [], hasEarlier: false, thinking: false, typing: null })
}

let making: Promise<Conversation> | null = null
/** The open conversation, made with the first thing said in it. */
function conversation(): Promise<Conversation> {
  const present = get().conversation
  if (present && !isOver(present)) return Promise.resolve(present)
  making ??= session
    .ask<Conversation>('/api/app/conversations', { method: 'POST', body: { channel: 'widget' } })
    .then((made) => {
      if (made.id !== present?.id) set({ messages: [] })
      put(made)
      if (get().live === 'off') void guarded(comeIn)
      return made
    })
    .finally(() => {
      making = null
    })
  return making
}

async function act(path: string, body?: unknown): Promise<void> {
  set({ busy: true })
  await guarded(async () => {
    const { id } = await conversation()
    const after = await session.ask<Conversation>(`/api/app/conversations/${id}/${path}`, {
      method: 'POST',
      body: body ?? {},
    })
    put(after)
    set({ thinking: false })
  })
  set({ busy: false })
}

export const askForPerson = (): Promise<void> => act('person')
export const end = (): Promise<void> => act('end')

/** Of the conversation that is over: no new one is made for it. */
export async function rate(score: number): Promise<void> {
  const id = get().conversation?.id
  if (id === undefined) return
  await guarded(() => session.ask(`/api/app/conversations/${id}/rating`, { method: 'POST', body: { score } }))
}

export async function askForCall(type: Exclude<SessionType, 'chat'>): Promise<void> {
  set({ busy: true })
  await guarded(async () => {
    const { id } = await conversation()
    await session.ask('/api/chat/session', { method: 'POST', body: { type, conversation_id: id } })
    await refreshConversation(id)
  })
  set({ busy: false })
}

export async function endSession(): Promise<void> {
  const asked = get().conversation?.session
  if (!asked) return
  set({ call: null })
  await guarded(async () => {
    await session.ask(`/api/chat/session/${asked.id}/end`, { method: 'POST' })
    await refreshConversation(get().conversation?.id ?? 0)
  })
}

async function refreshConversation(id: number): Promise<void> {
  const now = await session.ask<Conversation>(`/api/app/conversations/${id}`)
  if (get().conversation?.id === id) put(now)
}

async function markRead(): Promise<void> {
  const { conversation: present, isOpen, messages, unread } = get()
  if (!present || !isOpen || document.visibilityState === 'hidden') return
  if (present.unread_count === 0 && !messages.some((one) => one.from_staff && !one.read_at)) return
  set({
    unread: Math.max(0, unread - Math.max(present.unread_count, 1)),
    conversation: { ...present, unread_count: 0 },
  })
  const now = new Date().toISOString()
  set({
    messages: get().messages.map((one) => (one.from_staff && !one.read_at ? { ...one, read_at: now } : one)),
  })
  const others =
    get().history?.reduce((sum, one) => sum + (one.id === present.id ? 0 : one.unread_count), 0) ?? 0
  set({ unread: others })
  await session.ask(`/api/app/conversations/${present.id}/read`, { method: 'POST' }).catch(() => undefined)
}

// Saying something.

function keepPending(pending: Pending[]): void {
  set({ pending })
  kept.setOutbox(pending)
}

function change(key: string, to: Partial<Pending>): void {
  keepPending(get().pending.map((one) => (one.key === key ? { ...one, ...to } : one)))
}

export const discard = (key: string): void => keepPending(get().pending.filter((one) => one.key !== key))

export function resend(key: string): void {
  change(key, { state: 'waiting', why: undefined })
  void flush()
}

/** Takes over what the server has of what was said here: known by its key. */
function settle(messages: readonly Message[]): void {
  const keys = new Set(messages.map((one) => one.client_key))
  const left = get().pending.filter((one) => !keys.has(one.key))
  if (left.length !== get().pending.length) keepPending(left)
}

export function say(content: string): void {
  const item: Pending = { key: newKey(), content, attachments: get().files, state: 'waiting' }
  set({ files: [], notice: null })
  keepPending([...get().pending, item])
  sayViewing(false)
  void flush()
}

let flushing: Promise<void> | null = null
/** Sends what waits, in order; what the server refuses stays with its text and the reason. */
function flush(): Promise<void> {
  flushing ??= flushNow().finally(() => {
    flushing = null
  })
  return flushing
}

async function flushNow(): Promise<void> {
  for (;;) {
    const item = get().pending.find((one) => one.state === 'waiting')
    if (!item) return
    change(item.key, { state: 'sending' })
    try {
      received(await deliver(item))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (error.isTemporary) {
        change(item.key, { state: 'waiting' })
        setTimeout(() => void flush(), (error.retryAfter ?? 5) * 1000)
        return
      }
      change(item.key, { state: 'refused', why: error.message })
    }
  }
}

async function deliver(item: Pending): Promise<Message> {
  const to = await conversation()
  if (assistantAnswers(to)) think(true)
  return await session.ask<Message>(`/api/app/conversations/${to.id}/messages`, {
    method: 'POST',
    key: item.key,
    body: {
      content: item.content,
      client_key: item.key,
      attachment_ids: item.attachments.map((one) => one.id),
    },
  })
}

let thinkingEnds: ReturnType<typeof setTimeout> | undefined
function think(thinking: boolean): void {
  clearTimeout(thinkingEnds)
  set({ thinking })
  if (thinking) thinkingEnds = setTimeout(() => set({ thinking: false }), THINKING_LASTS_MS)
}

export async function addFile(file: File): Promise<void> {
  const { words, config } = get()
  if (file.size > (config?.attachment_max_mb ?? 20) * 1024 * 1024) {
    set({
      notice: words.fileTooLarge
        .replace('{{name}}', file.name)
        .replace('{{mb}}', String(config?.attachment_max_mb)),
    })
    return
  }
  set({ uploading: file.name, notice: null })
  try {
    const { id } = await conversation()
    const form = new FormData()
    form.set('conversation_id', String(id))
    form.set('file', file)
    const added = await session.ask<Attachment>('/api/attachments', { method: 'POST', body: form })
    set({ files: [...get().files, added] })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    set({
      notice: error.isTemporary ? words.somethingWrong : words.fileRefused.replace('{{name}}', file.name),
    })
  }
  set({ uploading: null })
}

export const dropFile = (id: number): void => set({ files: get().files.filter((one) => one.id !== id) })

/** The file as an address that this page alone can open. */
export async function download(file: Attachment): Promise<void> {
  const answer = await fetch(file.url, {
    headers: { Authorization: `Bearer ${session.kept?.access_token ?? ''}` },
    credentials: 'omit',
  })
  if (!answer.ok) return set({ notice: get().words.somethingWrong })
  const address = URL.createObjectURL(await answer.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

export async function leaveMessage(message: string, name: string, email: string): Promise<void> {
  set({ busy: true, notice: null })
  session.consent()
  await guarded(async () => {
    await session.enter() // first, so that a lost answer leaves no second visitor
    const left = await session.ask<{ ticket_id: number }>('/api/widget/offline', {
      method: 'POST',
      key: newKey(),
      body: {
        workspace,
        consent: true,
        message,
        visitor_token: session.kept?.visitor_token ?? undefined,
        identity: { ...session.identity, ...(name && { name }), ...(email && { email }) },
        page: session.page || undefined,
      },
    })
    set({ leftTicket: left.ticket_id, phase: 'ready' })
  })
  set({ busy: false })
}

// What is heard.

let typingTold = 0
export function sayViewing(typing: boolean): void {
  const present = get().conversation
  if (typing && Date.now() - typingTold < TYPING_REPEAT_MS) return
  if (!typing && typingTold === 0) return
  typingTold = typing ? Date.now() : 0
  if (present)
    live.send('conversation.viewing', { conversation_id: get().isOpen ? present.id : null, typing })
}

function received(message: Message): void {
  const { conversation: present, messages, isOpen } = get()
  settle([message])
  if (message.conversation_id !== present?.id) {
    if (message.from_staff) void guarded(loadConversations)
    return
  }
  const isNew = !messages.some((one) => one.id === message.id)
  set({ messages: merged(messages, [message]) })
  if (!message.from_staff || message.kind === 'event') return
  set({ typing: null })
  think(false)
  if (isNew && !message.read_at) {
    set({ unread: get().unread + 1, conversation: { ...present, unread_count: present.unread_count + 1 } })
    if (isOpen) void markRead()
  }
}

interface Presence {
  conversation_id: number
  people: { id: number; full_name: string; typing: boolean }[]
}

let typingEnds: ReturnType<typeof setTimeout> | undefined
live.on<Message>('chat.message', received)
live.on<Conversation>('conversation.updated', (changed) => {
  const { conversation: present, history } = get()
  if (changed.id === present?.id) put({ ...changed, unread_count: present.unread_count })
  if (history) set({ history: history.map((one) => (one.id === changed.id ? changed : one)) })
})
live.on<{ conversation_id: number; reader_id: number; read_at: string }>('chat.read', (read) => {
  const { me, conversation: present, messages } = get()
  if (read.conversation_id !== present?.id || read.reader_id === me?.id) return
  set({
    messages: messages.map((one) =>
      one.from_staff || one.read_at ? one : { ...one, read_at: read.read_at },
    ),
  })
})
live.on<{ session_id: number; position: number; expected_wait_s: number | null }>(
  'queue.position',
  (place) => {
    const present = get().conversation
    if (!present?.session || present.session.id !== place.session_id) return
    const waiting = {
      ...present.session,
      queue_position: place.position,
      expected_wait_s: place.expected_wait_s,
    }
    set({ conversation: { ...present, session: waiting } })
  },
)
for (const kind of ['session.waiting', 'session.joined', 'session.ended']) {
  live.on<{ conversation_id: number }>(kind, (told) => {
    const present = get().conversation
    if (told.conversation_id === present?.id) void guarded(() => refreshConversation(present.id))
  })
}
live.on<Presence>('conversation.presence', (told) => {
  const { conversation: present, me } = get()
  if (told.conversation_id !== present?.id) return
  const writer = told.people.find((one) => one.typing && one.id !== me?.id)
  clearTimeout(typingEnds)
  set({ typing: writer?.full_name ?? null })
  if (writer) typingEnds = setTimeout(() => set({ typing: null }), TYPING_LASTS_MS)
})

let everConnected = false
live.on('connected', () => {
  // What happened between the last look and the first word of the socket.
  if (!everConnected) void guarded(loadConversations)
  everConnected = true
  void flush()
})
live.on('reset', () => void guarded(loadConversations))
document.addEventListener('visibilitychange', () => void markRead())
