/** The socket: comes back by itself, and then gets exactly what it missed, by `seq`. */
export type LiveState = 'off' | 'connecting' | 'live' | 'offline'
type Handler = (data: never) => void

interface Envelope {
  type: string
  data?: unknown
  seq?: number | null
}

const HEARTBEAT_MS = 25_000
const ANSWER_MS = 10_000
const LONGEST_WAIT_MS = 30_000
/** A short hiccup isn't worth a bar. */
const PATIENCE_MS = 4_000

/** Half of it is chance, so that a restarted server isn't met by everybody in one second. */
export function backoff(attempt: number, random = Math.random()): number {
  const ceiling = Math.min(LONGEST_WAIT_MS, 500 * 2 ** Math.min(attempt, 10))
  return Math.round(ceiling / 2 + (ceiling / 2) * random)
}

export class Live {
  private state: LiveState = 'off'
  private readonly handlers = new Map<string, Set<Handler>>()
  private socket: WebSocket | null = null
  private generation = 0
  private lastSeq: number | null = null
  private attempts = 0
  private retry: ReturnType<typeof setTimeout> | undefined
  private patience: ReturnType<typeof setTimeout> | undefined
  private heartbeat: ReturnType<typeof setInterval> | undefined
  private answer: ReturnType<typeof setTimeout> | undefined

  /** `ticket`: a fresh one-use ticket for each try; null when there will be none. */
  constructor(
    private readonly ticket: () => Promise<string | null>,
    private readonly changed: (state: LiveState) => void,
  ) {}

  on<T>(type: string, handler: (data: T) => void): () => void {
    const set = this.handlers.get(type) ?? new Set()
    this.handlers.set(type, set.add(handler as Handler))
    return () => set.delete(handler as Handler)
  }

  private emit(type: string, data: unknown): void {
    for (const handler of [...(this.handlers.get(type) ?? [])]) handler(data as never)
  }

  private become(state: LiveState): void {
    if (state === this.state) return
    this.state = state
    this.changed(state)
  }

  start(): void {
    if (this.state !== 'off') return
    this.become(navigator.onLine === false ? 'offline' : 'connecting')
    window.addEventListener('online', this.comeBack)
    window.addEventListener('offline', this.gone)
    document.addEventListener('visibilitychange', this.seen)
    void this.connect()
  }

  stop(): void {
    this.generation += 1
    window.removeEventListener('online', this.comeBack)
    window.removeEventListener('offline', this.gone)
    document.removeEventListener('visibilitychange', this.seen)
    for (const timer of [this.retry, this.patience, this.answer]) clearTimeout(timer)
    clearInterval(this.heartbeat)
    this.patience = undefined
    const closing = this.socket
    this.socket = null
    this.lastSeq = null
    this.attempts = 0
    this.become('off')
    closing?.close()
  }

  send(type: string, data: unknown): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN || this.state !== 'live') return false
    this.socket.send(JSON.stringify({ type, data }))
    return true
  }

  readonly comeBack = (): void => {
    if (this.state === 'off' || this.state === 'live') return
    this.attempts = 0
    void this.connect()
  }

  private readonly gone = (): void => {
    this.become('offline')
    this.drop()
  }

  private readonly seen = (): void => {
    if (document.visibilityState === 'visible') this.comeBack()
  }

  private async connect(): Promise<void> {
    clearTimeout(this.retry)
    if (this.state === 'off' || this.socket) return
    const mine = ++this.generation
    let ticket: string | null
    try {
      ticket = await this.ticket()
    } catch {
      if (mine === this.generation) this.lost()
      return
    }
    if (mine !== this.generation) return
    if (ticket === null) return this.stop()
    const url = new URL('/ws', location.origin.replace(/^http/, 'ws'))
    url.searchParams.set('token', ticket)
    if (this.lastSeq !== null) url.searchParams.set('after', String(this.lastSeq))
    const opened = new WebSocket(url)
    this.socket = opened
    this.expectAnswer()
    opened.onopen = () => {
      this.heartbeat = setInterval(() => this.beat(), HEARTBEAT_MS)
    }
    opened.onmessage = (event) => {
      if (this.socket !== opened) return
      try {
        this.receive(JSON.parse(String(event.data)) as Envelope)
      } catch (error) {
        reportError(error)
      }
    }
    opened.onclose = () => {
      if (this.socket === opened) this.lost()
    }
  }

  private receive(message: Envelope): void {
    clearTimeout(this.answer)
    if (message.type === 'pong') return
    if (message.type === 'welcome') {
      this.welcome(message.data as { seq?: number })
      return
    }
    if (message.type === 'reset') {
      this.lastSeq = message.seq ?? null
      this.emit('reset', {})
      return
    }
    if (typeof message.seq === 'number') {
      if (this.lastSeq !== null && message.seq <= this.lastSeq) return
      this.lastSeq = message.seq
    }
    this.emit(message.type, message.data)
  }

  private welcome(data: { seq?: number }): void {
    const seq = data?.seq ?? null
    // A counter that went back means that the server's log began anew.
    const anew = this.lastSeq !== null && seq !== null && seq < this.lastSeq
    if (anew || this.lastSeq === null) this.lastSeq = seq
    this.attempts = 0
    clearTimeout(this.patience)
    this.patience = undefined
    this.become('live')
    this.emit('connected', {})
    if (anew) this.emit('reset', {})
  }

  private beat(): void {
    this.socket?.send('{"type":"ping"}')
    this.expectAnswer()
  }

  private expectAnswer(): void {
    clearTimeout(this.answer)
    this.answer = setTimeout(() => this.drop(), ANSWER_MS)
  }

  /** A dead network can take minutes to close a socket by itself. */
  private drop(): void {
    const dropped = this.socket
    this.socket = null
    dropped?.close()
    this.lost()
  }

  private lost(): void {
    clearInterval(this.heartbeat)
    clearTimeout(this.answer)
    this.socket = null
    if (this.state === 'off') return
    if (navigator.onLine === false) this.become('offline')
    else {
      if (this.state === 'live') this.become('connecting')
      this.patience ??= setTimeout(() => this.become('offline'), PATIENCE_MS)
    }
    clearTimeout(this.retry)
    this.retry = setTimeout(() => void this.connect(), backoff(this.attempts++))
  }
}
