import type { ChatMessage } from '@/services/types'

/** What happened in a chat, as its thread tells it. */
export interface ChatEvent {
  what: string
  by?: string
  type?: string
  seconds?: number
  ticketId?: number
  score?: number
  reason?: string
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined)

/** Reads an event's content. What can't be read happened all the same: `what` is "" then. */
export function eventOf(message: Pick<ChatMessage, 'content'>): ChatEvent {
  try {
    const body: unknown = JSON.parse(message.content)
    if (typeof body !== 'object' || body === null) return { what: '' }
    const read = body as Record<string, unknown>
    return {
      what: text(read.what) ?? '',
      by: text(read.by),
      type: text(read.type),
      seconds: number(read.seconds),
      ticketId: number(read.ticket_id),
      score: number(read.score),
      reason: text(read.reason),
    }
  } catch {
    return { what: '' }
  }
}

/** Seconds as a clock shows them: "4:05", "1:02:03". */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const parts = [Math.floor(whole / 60) % 60, whole % 60]
  const hours = Math.floor(whole / 3600)
  const padded = parts.map((part) => String(part).padStart(2, '0'))
  return hours > 0 ? `${hours}:${padded.join(':')}` : `${parts[0]}:${padded[1]}`
}
