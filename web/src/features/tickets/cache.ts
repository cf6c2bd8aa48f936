import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Page } from '@/services/http'
import type { Message, Person, Ticket, TicketDetail, TicketFilters } from '@/services/types'
import { ticketKeys } from './queries'

type List = InfiniteData<Page<Ticket>, string | null>

const among = (wanted: string | undefined, value: string): boolean =>
  !wanted || wanted.split(',').includes(value)

/** Whether a ticket belongs in a list; `null` when only the server can tell (a text search). */
export function matches(ticket: Ticket, filters: TicketFilters, me: number): boolean | null {
  if (!among(filters.status, ticket.status)) return false
  if (!among(filters.priority, ticket.priority)) return false
  if (!among(filters.category, ticket.category)) return false
  if (filters.tag && !ticket.tags.includes(filters.tag)) return false
  if (filters.created_by !== undefined && ticket.created_by !== Number(filters.created_by)) return false
  const holder = filters.assigned_to
  if (holder === 'none' && ticket.assigned_to !== null) return false
  if (holder === 'me' && ticket.assigned_to !== me) return false
  if (holder && holder !== 'none' && holder !== 'me' && ticket.assigned_to !== Number(holder)) return false
  return filters.q ? null : true
}

function withoutTicket(list: List, id: number): List {
  return {
    ...list,
    pages: list.pages.map((each) =>
      each.items.some((item) => item.id === id)
        ? { ...each, items: each.items.filter((item) => item.id !== id) }
        : each,
    ),
  }
}

/** Puts a ticket into one list: in its place, out of it, or on top if it is new there. */
export function patchList(list: List, ticket: Ticket, filters: TicketFilters, me: number): List {
  const known = list.pages.flatMap((each) => each.items).find((item) => item.id === ticket.id)
  const belongs = matches(ticket, filters, me)
  if (known) {
    if (known.version > ticket.version) return list
    if (belongs === false) return withoutTicket(list, ticket.id)
    return {
      ...list,
      pages: list.pages.map((each) => ({
        ...each,
        items: each.items.map((item) =>
          // How many are unread is one's own; an event tells everybody the same.
          item.id === ticket.id ? { ...item, ...ticket, unread_count: item.unread_count } : item,
        ),
      })),
    }
  }
  if (belongs !== true || list.pages.length === 0) return list
  // Newest first: one older than all that was fetched comes with its own page.
  const oldest = list.pages.at(-1)
  const last = oldest?.items.at(-1)
  if (oldest?.next && last && ticket.id < last.id) return list
  const found = list.pages.findIndex((each) => each.items.some((item) => item.id < ticket.id))
  const at = found < 0 ? list.pages.length - 1 : found
  return {
    ...list,
    pages: list.pages.map((each, index) => {
      if (index !== at) return each
      const before = each.items.findIndex((item) => item.id < ticket.id)
      const items = before < 0 ? [...each.items, ticket] : each.items.toSpliced(before, 0, ticket)
      return { ...each, items }
    }),
  }
}

function eachList(client: QueryClient, change: (list: List, filters: TicketFilters) => List): void {
  for (const [key, list] of client.getQueriesData<List>({ queryKey: ticketKeys.lists })) {
    if (list) client.setQueryData<List>(key, change(list, (key[2] ?? {}) as TicketFilters))
  }
}

/** What one changed here and the server hasn't confirmed yet. */
const held = new WeakMap<QueryClient, Map<number, Set<Partial<Ticket>>>>()

/** Keeps a change on top of whatever is told of its ticket, until it is let go. */
export function hold(client: QueryClient, id: number, shown: Partial<Ticket>): () => void {
  const all = held.get(client) ?? new Map<number, Set<Partial<Ticket>>>()
  held.set(client, all)
  const changes = all.get(id) ?? new Set()
  all.set(id, changes.add(shown))
  return () => changes.delete(shown)
}

function withHeld(client: QueryClient, ticket: Ticket): Ticket {
  return Object.assign({ ...ticket }, ...(held.get(client)?.get(ticket.id) ?? []))
}

/** The ticket as any cache knows it, the open one first. */
export function knownTicket(client: QueryClient, id: number): Ticket | undefined {
  const detail = client.getQueryData<TicketDetail>(ticketKeys.detail(id))
  if (detail) return detail
  for (const [, list] of client.getQueriesData<List>({ queryKey: ticketKeys.lists })) {
    for (const each of list?.pages ?? []) {
      const found = each.items.find((item) => item.id === id)
      if (found) return found
    }
  }
  return undefined
}

export function putTicket(client: QueryClient, told: Ticket, me: number): void {
  const ticket = withHeld(client, told)
  client.setQueryData<TicketDetail>(ticketKeys.detail(ticket.id), (old) =>
    old && old.version <= ticket.version
      ? { ...old, ...ticket, messages: old.messages, unread_count: old.unread_count }
      : old,
  )
  eachList(client, (list, filters) => patchList(list, ticket, filters, me))
}

export function removeTicket(client: QueryClient, id: number): void {
  client.removeQueries({ queryKey: ticketKeys.detail(id) })
  eachList(client, (list) => withoutTicket(list, id))
}

function patchById(client: QueryClient, id: number, change: (ticket: Ticket) => Ticket): void {
  eachList(client, (list) => ({
    ...list,
    pages: list.pages.map((each) =>
      each.items.some((item) => item.id === id)
        ? { ...each, items: each.items.map((item) => (item.id === id ? change(item) : item)) }
        : each,
    ),
  }))
}

/** Messages already counted in lists, whose tickets needn't be open here. */
const counted = new WeakMap<QueryClient, Set<number>>()

function countOnce(client: QueryClient, id: number): boolean {
  const seen = counted.get(client) ?? new Set()
  counted.set(client, seen)
  if (seen.has(id)) return false
  seen.add(id)
  if (seen.size > 500) seen.delete(seen.values().next().value as number)
  return true
}

/** A message of one's own answer, of an event, or of the outbox: the same one is added once. */
export function putMessage(
  client: QueryClient,
  message: Message,
  me: Pick<Person, 'id' | 'user_type'>,
): void {
  // Staff share what is read and unread; a customer reads for themself.
  const theirs =
    me.user_type === 'customer' ? message.sender.role !== 'customer' : message.sender.role === 'customer'
  client.setQueryData<TicketDetail>(ticketKeys.detail(message.ticket_id), (old) =>
    old && !old.messages.some((each) => each.id === message.id)
      ? {
          ...old,
          // Each message is a version of its ticket; an update told before may count it already.
          ...(message.created_at > old.updated_at
            ? { version: old.version + 1, updated_at: message.created_at }
            : null),
          messages: [...old.messages, message].sort((a, b) => a.id - b.id),
        }
      : old,
  )
  if (!countOnce(client, message.id)) return
  patchById(client, message.ticket_id, (ticket) =>
    ticket.last_message_at && ticket.last_message_at > message.created_at
      ? ticket
      : {
          ...ticket,
          last_message_at: message.created_at,
          message_count: ticket.message_count + 1,
          unread_count: ticket.unread_count + (theirs ? 1 : 0),
        },
  )
}

/** The requester reads what staff wrote; any one of the staff reads for all of them. */
export function markRead(
  client: QueryClient,
  data: { ticket_id: number; reader_id: number; read_at: string },
  me: number,
): void {
  const mine = (ticket: Ticket) => (ticket.created_by === me) === (ticket.created_by === data.reader_id)
  client.setQueryData<TicketDetail>(ticketKeys.detail(data.ticket_id), (old) => {
    if (!old) return old
    const byRequester = data.reader_id === old.created_by
    return {
      ...old,
      unread_count: mine(old) ? 0 : old.unread_count,
      messages: old.messages.map((message) =>
        message.read_at === null &&
        (message.sender.id === old.created_by) !== byRequester &&
        !message.internal
          ? { ...message, read_at: data.read_at }
          : message,
      ),
    }
  })
  patchById(client, data.ticket_id, (ticket) => (mine(ticket) ? { ...ticket, unread_count: 0 } : ticket))
}
