import { serverNow } from '@/services/clock'
import type { Message, Ticket } from '@/services/types'

/** One thing that happened to a ticket, in the words of somebody who watches. */
export interface Move {
  key: string
  kind: 'created' | 'changed' | 'assigned' | 'resolved' | 'said'
  ticketId: number
  title?: string
  /** Who did it, or to whom it went. */
  name?: string
  at: string
}

export interface MovementState {
  moves: Move[]
  /** What tickets looked like last, to tell what changed. */
  known: Map<number, Ticket>
}

export type Told =
  | { kind: 'latest'; tickets: Ticket[] }
  | { kind: 'ticket'; ticket: Ticket; at: string | null }
  | { kind: 'message'; message: Message }

const MOST = 15

/** What the change of a ticket was; null for one that isn't worth a line (a reply's own bookkeeping). */
export function changeOf(before: Ticket | undefined, after: Ticket): Pick<Move, 'kind' | 'name'> | null {
  if (!before)
    return after.version <= 1 ? { kind: 'created', name: after.customer.full_name } : { kind: 'changed' }
  if (before.status !== after.status && after.status === 'resolved') {
    return { kind: 'resolved', name: after.agent?.full_name ?? after.customer.full_name }
  }
  if (before.assigned_to !== after.assigned_to && after.agent) {
    return { kind: 'assigned', name: after.agent.full_name }
  }
  const same =
    before.status === after.status &&
    before.priority === after.priority &&
    before.category === after.category &&
    before.title === after.title &&
    before.assigned_to === after.assigned_to &&
    before.tags.join() === after.tags.join()
  return same ? null : { kind: 'changed' }
}

function add(state: MovementState, move: Move): MovementState {
  if (state.moves.some((each) => each.key === move.key)) return state
  const moves = [move, ...state.moves].sort((a, b) => b.at.localeCompare(a.at)).slice(0, MOST)
  return { ...state, moves }
}

export function movement(state: MovementState, told: Told): MovementState {
  if (told.kind === 'latest') {
    const known = new Map(state.known)
    let next = state
    for (const ticket of told.tickets) {
      if (!known.has(ticket.id)) known.set(ticket.id, ticket)
      next = add(next, {
        key: `created-${ticket.id}`,
        kind: 'created',
        ticketId: ticket.id,
        title: ticket.title,
        name: ticket.customer.full_name,
        at: ticket.created_at,
      })
    }
    return { ...next, known }
  }
  if (told.kind === 'message') {
    const { message } = told
    return add(state, {
      key: `said-${message.id}`,
      kind: 'said',
      ticketId: message.ticket_id,
      title: state.known.get(message.ticket_id)?.title,
      name: message.sender.full_name,
      at: message.created_at,
    })
  }
  const { ticket } = told
  const change = changeOf(state.known.get(ticket.id), ticket)
  const known = new Map(state.known).set(ticket.id, ticket)
  if (!change) return { ...state, known }
  const key =
    change.kind === 'created' ? `created-${ticket.id}` : `${change.kind}-${ticket.id}-${ticket.version}`
  const at = told.at ?? new Date(serverNow()).toISOString()
  return { ...add(state, { ...change, key, ticketId: ticket.id, title: ticket.title, at }), known }
}
