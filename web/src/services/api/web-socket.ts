import type { Doors } from './doors'
import { addressOf } from './transport'

export interface Letter {
  type: string
  data: unknown
  at: string | null
  seq: number | null
}

type Listener = (letter: Letter) => void
const LONGEST_WAIT_MS = 30_000

/**
 * One connection to `WS /api/v1/ws`: it comes back by itself, and then hears first what it missed. Every
 * connection takes a ticket of its own, good for one use, so that no token stands in an address.
 */
export class Connection {
  private socket: WebSocket | null = null
  private seen: number | null = null
  private tries = 0
  private closed = false
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly listeners = new Map<string, Set<Listener>>()

  constructor(
    private readonly doors: Doors,
    private readonly baseUrl: () => string,
  ) {
    void this.open()
  }

  /** `type`: such as `lead.created`, or `*` for everything. Gives back how to stop. */
  on(type: string, listener: Listener): () => void {
    const heard = this.listeners.get(type) ?? new Set()
    this.listeners.set(type, heard.add(listener))
    return () => void heard.delete(listener)
  }

  close(): void {
    this.closed = true
    clearTimeout(this.timer)
    this.socket?.close()
  }

  private async open(): Promise<void> {
    try {
      const { ticket } = await this.doors.post('/api/v1/ws/ticket')
      if (this.closed) return
      const url = addressOf(this.baseUrl(), '/api/v1/ws', { token: ticket, after: this.seen })
      url.protocol = url.protocol.replace('http', 'ws')
      this.socket = new WebSocket(url)
      this.socket.addEventListener('message', ({ data }) => this.hear(JSON.parse(String(data))))
      this.socket.addEventListener('close', () => this.again())
    } catch {
      this.again()
    }
  }

  private hear(letter: Letter): void {
    this.tries = 0
    if (typeof letter.seq === 'number') this.seen = letter.seq
    for (const type of [letter.type, '*'])
      for (const listener of this.listeners.get(type) ?? []) listener(letter)
  }

  private again(): void {
    if (this.closed) return
    const wait = Math.min(LONGEST_WAIT_MS, 500 * 2 ** this.tries++) * (0.5 + Math.random() / 2)
    this.timer = setTimeout(() => void this.open(), wait)
  }
}

export const webSocketOf = (doors: Doors, baseUrl: () => string) => ({
  connect: () => new Connection(doors, baseUrl),
  /** How many connections there are in one's own workspace. */
  stats: () => doors.get('/api/v1/ws/stats'),
})
