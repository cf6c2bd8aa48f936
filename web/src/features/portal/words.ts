import type { Message, Ticket } from '@/services/types'
import type { Tone } from '@/ui'

/** A request's state as the person who asked would say it. */
export type PlainState = 'answered' | 'received' | 'working' | 'solved' | 'closed' | 'withdrawn'

export const PLAIN_TONES: Record<PlainState, Tone> = {
  answered: 'info',
  received: 'neutral',
  working: 'waiting',
  solved: 'good',
  closed: 'neutral',
  withdrawn: 'neutral',
}

export function plainState(
  ticket: Pick<Ticket, 'status' | 'unread_count' | 'assigned_to' | 'first_responded_at'>,
): PlainState {
  if (ticket.status === 'resolved') return 'solved'
  if (ticket.status === 'closed') return 'closed'
  if (ticket.status === 'cancelled') return 'withdrawn'
  if (ticket.unread_count > 0) return 'answered'
  const begun = ticket.status === 'in_progress' || ticket.assigned_to !== null || ticket.first_responded_at
  return begun ? 'working' : 'received'
}

export const isOver = (ticket: Pick<Ticket, 'status'>): boolean =>
  ticket.status === 'resolved' || ticket.status === 'closed' || ticket.status === 'cancelled'

/** Answers that the person hasn't seen: the cache's counter isn't touched by events, the messages are. */
export function unreadAnswers(messages: readonly Message[], me: number): Message[] {
  return messages.filter((message) => message.sender.id !== me && message.read_at === null)
}

/** Whether to ask "did this solve it?": somebody answered, and it is still open. */
export function mayBeSolved(
  ticket: Pick<Ticket, 'status'>,
  messages: readonly Message[],
  me: number,
): boolean {
  return !isOver(ticket) && messages.some((message) => message.sender.id !== me)
}

/** The server wants a description; a person whose title says it all doesn't have to repeat it. */
export function descriptionOf(title: string, description: string): string {
  return description.trim() || title.trim()
}
