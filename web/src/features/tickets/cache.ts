import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Page } from '@/services/http'
import type { Message, Person, Ticket, TicketDetail, TicketFilters } from '@/services/types'
import { ticketKeys } from './queries'

type List = InfiniteData<Page<Ticket>, string | null>

/** Whether a ticket belongs in a list; `null` when only the server can tell (a text search). */
export function matches(ticket: Ticket, filters: TicketFilters, me: number): boolean | null {
  if (filters.status && ticket.status !== filters.status) return false
  if (filters.priority && ticket.priority !== filters.priority) return false
  if (filters.category && ticket.category !== filters.category) return false
  if (filters.tag && !ticket.tags.includes(filters.tag)) return false
  if (filters.created_by !== undefined && ticket.created_by !== filters.created_by) return false
  if (filters.assigned_to === 'none' && ticket.assigned_to !== null) return false
  if (filters.assigned_to === 'me' && ticket.assigned_to !== me) return false
  if (typeof filters.assigned_to === 'number' && ticket.assigned_to !== filters.assigned_to) return false
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
  const [first, ...rest] = list.pages
  if (belongs !== true || !first) return list
  // Newest first: one older than all that was fetched comes with its own page.
  const oldest = list.pages.at(-1)
  const last = oldest?.items.at(-1)
  if (oldest?.next && last && ticket.id < last.id) return list
  const at = first.items.findIndex((item) => item.id < ticket.id)
  const items = at < 0 ? [...first.items, ticket] : first.items.toSpliced(at, 0, ticket)
  return { ...list, pages: [{ ...first, items }, ...rest] }
}

function eachList(client: QueryClient, change: (list: List, filters: TicketFilters) => List): void {
  for (const [key, list] of client.getQueriesData<List>({ queryKey: ticketKeys.lists })) {
    if (list) client.setQueryData<List>(key, change(list, (key[2] ?? {}) as TicketFilters))
  }
}

export function putTicket(client: QueryClient, ticket: Ticket, me: number): void {
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
      ? { ...old, messages: [...old.messages, message].sort((a, b) => a.id - b.id) }
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

export function markRead(
  client: QueryClient,
  data: { ticket_id: number; reader_id: number; read_at: string },
  me: number,
): void {
  client.setQueryData<TicketDetail>(ticketKeys.detail(data.ticket_id), (old) =>
    old
      ? {
          ...old,
          unread_count: data.reader_id === me ? 0 : old.unread_count,
          messages: old.messages.map((message) =>
            message.read_at === null && message.sender.id !== data.reader_id
              ? { ...message, read_at: data.read_at }
              : message,
          ),
        }
      : old,
  )
  if (data.reader_id === me) {
    patchById(client, data.ticket_id, (ticket) => ({ ...ticket, unread_count: 0 }))
  }
}
