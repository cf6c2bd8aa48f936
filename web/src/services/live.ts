import { ApiError } from './errors'
import { apiUrl, http } from './http'
import { createStore } from './storage'
import type {
  Alert,
  Chat,
  ChatMessage,
  Colleague,
  Lead,
  LeadImport,
  Message,
  Person,
  PersonRef,
  PhoneCall,
  SecurityEvent,
  Ticket,
} from './types'

/** A chat or call that somebody asked for, as its events tell of it. */
export interface LiveSession {
  id: number
  conversation_id: number
  type: 'chat' | 'voice' | 'video'
  status: 'waiting' | 'active' | 'ended'
  agent?: PersonRef | null
  customer?: PersonRef | null
}

/** What the assistant makes of a customer's message; ids are text. */
export interface HeardAnalysis {
  room: string
  message_id: string
  intent: string
  confidence: number
  sentiment: string
  language: string
  suggestions: string[]
  corrected: boolean
}

/** What the server tells, by type. */
export interface LiveEvents {
  'ticket.created': Ticket
  'ticket.updated': Ticket
  'ticket.deleted': { id: number }
  'message.created': { ticket_id: number; message: Message }
  'messages.read': { ticket_id: number; reader_id: number; read_at: string }
  'ticket.presence': { ticket_id: number; people: (PersonRef & { typing: boolean })[] }
  'conversation.created': Chat
  'conversation.updated': Chat
  'chat.message': ChatMessage
  /** To staff, after a customer's message, and again when somebody corrects it. */
  ai_analysis: HeardAnalysis
  'chat.read': { conversation_id: number; reader_id: number; by_staff: boolean; read_at: string }
  'conversation.presence': { conversation_id: number; people: (PersonRef & { typing: boolean })[] }
  'person.updated': Partial<Person> & { id: number }
  'session.waiting': LiveSession
  'session.joined': LiveSession
  'session.ended': LiveSession
  /** To the customer who waits. */
  'availability.changed': Colleague
  'queue.position': { session_id: number; position: number; expected_wait_s: number | null }
  /** From the other side of a call; `@call` reads the data. */
  'session.signal': { session_id: number; from: number; data: unknown }
  /** Of one's own softphone; `@call/softphone` reads them. */
  'softphone.answer': { sdp: string }
  'softphone.state': {
    connected: boolean
    call_id: number | null
    held: boolean
    supervising: 'listen' | 'whisper' | 'barge' | null
    refused: string | null
  }
  /** A question to the chatbot was answered; whoever shows numbers or the log fetches them. */
  'chatbot.message': { session_id: string; turn_id: number; was_escalated: boolean }
  /** New, worse, or handled: look again. */
  'security.event': SecurityEvent
  'lead.created': Lead
  'lead.updated': Lead
  'lead.deleted': { id: number }
  /** To whoever owns it now, however it came. */
  'lead.assigned': { lead: Lead; how: string }
  /** Many at once: look again. */
  'leads.changed': { action: string; count: number; import_id: number | null }
  'call.status': PhoneCall
  'import.progress': Pick<LeadImport, 'id' | 'state' | 'progress' | 'counts'>
  'queue.changed': unknown
  /** Why the queue dialled, at most twice a second for a campaign. */
  'pacing.trace': { campaign_id: number }
  /** Boards, or what can be won and bought, are another now: look again. Names nobody. */
  'games.board': { changed: string }
  /** To whom it happened. */
  'games.points': {
    what: 'points' | 'level' | 'badge' | 'challenge'
    user_id: number
    points?: number
    source?: string
    level?: number
    badge_id?: number
    challenge_id?: number
  }
  'games.redemption': { user_id: number; redemption_id: number; status: string }
  /** How far a message got; `id` null: some of them have to wait. */
  'message.moved': { id: string | null; state: string }
  /** To those who decide, and of a request to whom it is about: look again. */
  'privacy.changed': {
    changed: 'request' | 'export' | 'run' | 'erasure'
    id: number | null
    state: string | null
  }
  /** It, or what became of its deliveries. */
  'webhook.changed': { id: number }
  'alert.created': Alert
  'alert.resolved': Alert
  'system.metrics': {
    cpu_usage: number
    memory_usage: number
    disk_usage: number
    uptime_hours?: number
    timestamp: string
  }
  /** Not from the server: the connection stands, for the first time or again. */
  'live.connected': { first: boolean }
  /** The gap was too long to be replayed: everything shown has to be fetched again. */
  'live.reset': Record<string, never>
}

export type LiveType = keyof LiveEvents
export type LiveState = 'connecting' | 'live' | 'offline'
type Handler<T extends LiveType> = (data: LiveEvents[T], at: string | null) => void

interface Envelope {
  type: string
  data?: unknown
  at?: string
  seq?: number
}

const HEARTBEAT_MS = 20_000
const ANSWER_MS = 10_000
const LONGEST_WAIT_MS = 30_000
/** A short hiccup isn't worth a bar; only after this does "connecting" become "offline". */
const PATIENCE_MS = 4_000
const TYPING_REPEAT_MS = 5_000

const handlers = new Map<string, Set<(data: never, at: string | null) => void>>()
export const liveState = createStore<LiveState>('connecting')

let socket: WebSocket | null = null
let wanted = false
let generation = 0
let lastSeq: number | null = null
let attempts = 0
let everConnected = false
let reconnectTimer: ReturnType<typeof setTimeout> | undefined
let patienceTimer: ReturnType<typeof setTimeout> | undefined
let heartbeat: ReturnType<typeof setInterval> | undefined
let answerTimer: ReturnType<typeof setTimeout> | undefined
/** A thread that can be looked at, and written in. */
export interface Place {
  kind: 'ticket' | 'conversation'
  id: number
}
/** What this window looks at; told again after each reconnect. */
let viewing: { place: Place | null; typing: boolean } = { place: null, typing: false }
let toldAt = 0

/** Hear events of one type; returns the way to stop. */
export function onLive<T extends LiveType>(type: T, handler: Handler<T>): () => void {
  const set = handlers.get(type) ?? new Set()
  handlers.set(type, set)
  set.add(handler as (data: never, at: string | null) => void)
  return () => set.delete(handler as (data: never, at: string | null) => void)
}

function emit<T extends LiveType>(type: T, data: LiveEvents[T], at: string | null = null): void {
  for (const handler of [...(handlers.get(type) ?? [])]) handler(data as never, at)
}

/** Full-jitter back-off: a restarted server isn't met by everybody in the same second. */
export function backoff(attempt: number, random = Math.random()): number {
  const ceiling = Math.min(LONGEST_WAIT_MS, 500 * 2 ** attempt)
  return Math.round(ceiling / 2 + (ceiling / 2) * random)
}

function reset(seq: number | null): void {
  lastSeq = seq
  emit('live.reset', {})
}

/** Exported for tests: one message from the server. */
export function receive(message: Envelope): void {
  if (message.type === 'pong') {
    clearTimeout(answerTimer)
    return
  }
  if (message.type === 'welcome') {
    const seq = (message.data as { seq?: number } | undefined)?.seq ?? null
    // A counter that went back means that the server's log began anew.
    if (lastSeq !== null && seq !== null && seq < lastSeq) reset(seq)
    lastSeq ??= seq
    attempts = 0
    clearTimeout(answerTimer)
    clearTimeout(patienceTimer)
    patienceTimer = undefined
    liveState.set('live')
    const first = !everConnected
    everConnected = true
    sendViewing()
    emit('live.connected', { first })
    return
  }
  if (message.type === 'reset') {
    reset(message.seq ?? (message.data as { seq?: number } | undefined)?.seq ?? null)
    return
  }
  if (typeof message.seq === 'number') {
    if (lastSeq !== null && message.seq <= lastSeq) return
    lastSeq = message.seq
  }
  emit(message.type as LiveType, message.data as never, message.at ?? null)
}

function send(message: unknown): boolean {
  if (socket?.readyState !== WebSocket.OPEN) return false
  socket.send(JSON.stringify(message))
  return true
}

/** Say something to the server, now or not at all: false while there is no connection. */
export function say(type: string, data: unknown): boolean {
  return liveState.get() === 'live' && send({ type, data })
}

function sendViewing(): void {
  const { place, typing } = viewing
  if (place) send({ type: `${place.kind}.viewing`, data: { [`${place.kind}_id`]: place.id, typing } })
}

/** Tell the others which thread is open here and whether an answer to it is being written. */
export function setViewing(place: Place | null, typing = false): void {
  const left = viewing.place
  const stays = left?.kind === place?.kind && left?.id === place?.id
  const same = stays && viewing.typing === typing
  // The server forgets typing that isn't repeated, so a lost "stopped" never stays on a screen.
  if (same && !(typing && Date.now() - toldAt > TYPING_REPEAT_MS)) return
  toldAt = Date.now()
  viewing = { place, typing }
  if (left && left.kind !== place?.kind) {
    send({ type: `${left.kind}.viewing`, data: { [`${left.kind}_id`]: null, typing: false } })
  }
  sendViewing()
}

/** Gives a silent socket up. Its own close event can take minutes on a dead network. */
function drop(): void {
  const dropped = socket
  socket = null
  dropped?.close()
  lost()
}

function expectAnswer(): void {
  clearTimeout(answerTimer)
  answerTimer = setTimeout(drop, ANSWER_MS)
}

function beat(): void {
  if (send({ type: 'ping' })) expectAnswer()
}

function lost(): void {
  clearInterval(heartbeat)
  clearTimeout(answerTimer)
  socket = null
  if (!wanted) return
  if (navigator.onLine === false) liveState.set('offline')
  else {
    if (liveState.get() === 'live') liveState.set('connecting')
    patienceTimer ??= setTimeout(() => liveState.set('offline'), PATIENCE_MS)
  }
  clearTimeout(reconnectTimer)
  reconnectTimer = setTimeout(connect, backoff(attempts++))
}

async function connect(): Promise<void> {
  clearTimeout(reconnectTimer)
  if (!wanted || socket) return
  const mine = ++generation
  let token: string
  try {
    token = (await http.post<{ ticket: string }>('/api/v1/ws/ticket')).ticket
  } catch (error) {
    // Signed out: the session's own listener takes it from here.
    if (error instanceof ApiError && (error.status === 401 || error.status === 403)) wanted = false
    else if (mine === generation) lost()
    return
  }
  if (!wanted || mine !== generation) return
  const url = apiUrl('/ws', { token, after: lastSeq ?? undefined }).replace(/^http/, 'ws')
  const opened = new WebSocket(url)
  socket = opened
  expectAnswer()
  opened.onopen = () => {
    heartbeat = setInterval(beat, HEARTBEAT_MS)
  }
  opened.onmessage = (event) => {
    if (socket !== opened) return
    try {
      receive(JSON.parse(String(event.data)) as Envelope)
    } catch (error) {
      // One odd message must not end the stream; it is reported like any other fault of the page.
      reportError(error)
    }
  }
  opened.onclose = () => {
    if (socket === opened) lost()
  }
}

function comeBack(): void {
  if (!wanted || liveState.get() === 'live') return
  attempts = 0
  void connect()
}

function goneOffline(): void {
  if (!wanted) return
  liveState.set('offline')
  if (socket) drop()
}

function seen(): void {
  if (document.visibilityState === 'visible') comeBack()
}

export function startLive(): void {
  if (wanted) return
  wanted = true
  liveState.set(navigator.onLine === false ? 'offline' : 'connecting')
  window.addEventListener('online', comeBack)
  window.addEventListener('offline', goneOffline)
  document.addEventListener('visibilitychange', seen)
  void connect()
}

export function stopLive(): void {
  wanted = false
  generation++
  window.removeEventListener('online', comeBack)
  window.removeEventListener('offline', goneOffline)
  document.removeEventListener('visibilitychange', seen)
  for (const timer of [reconnectTimer, patienceTimer, answerTimer]) clearTimeout(timer)
  patienceTimer = undefined
  clearInterval(heartbeat)
  const closing = socket
  socket = null
  closing?.close()
  lastSeq = null
  attempts = 0
  everConnected = false
  viewing = { place: null, typing: false }
  liveState.set('connecting')
}

/** Try again at once, for the person who doesn't want to wait. */
export function reconnectNow(): void {
  attempts = 0
  void connect()
}
