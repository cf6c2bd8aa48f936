import type { Message, Ticket, TicketDetail, TicketEvent } from '@/services/types'

export type TimelineItem =
  | { kind: 'message'; key: string; message: Message }
  | { kind: 'events'; key: string; events: TicketEvent[] }
  | { kind: 'unread'; key: string }

/** The words a ticket was opened with, as the first thing said. It has no number of its own. */
export function opening(ticket: Ticket): Message {
  return {
    id: 0,
    ticket_id: ticket.id,
    content: ticket.description,
    internal: false,
    created_at: ticket.created_at,
    read_at: null,
    sender: { id: ticket.created_by, full_name: ticket.customer.full_name, role: 'customer' },
    attachments: [],
  }
}

const TOGETHER_MS = 120_000

/** Whether two events are one move of one person, to be told in one line. */
function together(one: TicketEvent, next: TicketEvent): boolean {
  return one.actor?.id === next.actor?.id && Date.parse(next.at) - Date.parse(one.at) < TOGETHER_MS
}

/** What was said and what was done, in the order it happened; before the first unread, a line. */
export function timeline(
  ticket: TicketDetail,
  events: readonly TicketEvent[],
  firstUnread: number | null,
): TimelineItem[] {
  const said = [opening(ticket), ...ticket.messages].map((message) => ({ at: message.created_at, message }))
  const done = events.map((event) => ({ at: event.at, event }))
  const all: ({ at: string } & ({ message: Message } | { event: TicketEvent }))[] = [...said, ...done]
  // Times are whole seconds: within one, words come first. The sort keeps each kind's own order.
  all.sort((a, b) => a.at.localeCompare(b.at) || Number('event' in a) - Number('event' in b))
  const items: TimelineItem[] = []
  for (const each of all) {
    if ('message' in each) {
      if (each.message.id !== 0 && each.message.id === firstUnread)
        items.push({ kind: 'unread', key: 'unread' })
      items.push({ kind: 'message', key: `m${each.message.id}`, message: each.message })
      continue
    }
    const last = items.at(-1)
    const previous = last?.kind === 'events' ? last.events.at(-1) : undefined
    if (last?.kind === 'events' && previous && together(previous, each.event)) {
      items[items.length - 1] = { ...last, events: [...last.events, each.event] }
    } else items.push({ kind: 'events', key: `e${each.event.id}`, events: [each.event] })
  }
  return items
}

/** The first of the requester's words that nobody here has read. */
export function firstUnread(ticket: TicketDetail): number | null {
  return (
    ticket.messages.find((message) => message.read_at === null && message.sender.id === ticket.created_by)
      ?.id ?? null
  )
}

/** What others said to each other's ears after a certain message: an answer might have to take it up. */
export function saidSince(messages: readonly Message[], after: number, me: number): Message[] {
  return messages.filter((message) => message.id > after && !message.internal && message.sender.id !== me)
}
