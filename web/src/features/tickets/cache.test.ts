import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import type { Message, Ticket, TicketDetail } from '@/services/types'
import { markRead, matches, patchList, putMessage, putTicket } from './cache'
import { ticketKeys } from './queries'

const ticket = (id: number, more: Partial<Ticket> = {}) =>
  ({
    id,
    status: 'open',
    priority: 'medium',
    created_by: 3,
    updated_at: '2025-12-31T00:00:00Z',
    category: 'other',
    tags: [],
    assigned_to: null,
    version: 1,
    unread_count: 0,
    message_count: 0,
    last_message_at: null,
    ...more,
  }) as unknown as Ticket

const list = (items: Ticket[], next: string | null = null) => ({
  pages: [{ items, next }],
  pageParams: [null],
})
const ids = (value: ReturnType<typeof list>) =>
  value.pages.flatMap((each) => each.items.map((item) => item.id))

test('a changed ticket stays, leaves or enters a list by its filters', () => {
  const before = list([ticket(3), ticket(1)])
  const changed = patchList(before, ticket(3, { version: 2, priority: 'high' }), { status: 'open' }, 7)
  expect(ids(changed as never)).toEqual([3, 1])
  expect(changed.pages[0]?.items[0]?.priority).toBe('high')
  const left = patchList(before, ticket(3, { version: 2, status: 'closed' }), { status: 'open' }, 7)
  expect(ids(left as never)).toEqual([1])
  const entered = patchList(before, ticket(2, { assigned_to: 7 }), { assigned_to: 'me' }, 7)
  expect(ids(entered as never)).toEqual([3, 2, 1])
})

test('an older version, and a ticket beyond the fetched pages, change nothing', () => {
  const before = list([ticket(3, { version: 5 })], 'cursor')
  expect(patchList(before, ticket(3, { version: 4, priority: 'low' }), {}, 7)).toBe(before)
  expect(patchList(before, ticket(2), {}, 7)).toBe(before)
})

test('a message is counted once, whether it comes by answer or by event', () => {
  const client = new QueryClient()
  client.setQueryData(ticketKeys.detail(1), { ...ticket(1), messages: [] } as unknown as TicketDetail)
  client.setQueryData(ticketKeys.list({}), list([ticket(1)]))
  const message = {
    id: 9,
    ticket_id: 1,
    created_at: '2026-01-01T00:00:00Z',
    read_at: null,
    sender: { id: 3, full_name: 'A', role: 'customer' },
  } as Message
  putMessage(client, message, { id: 7, user_type: 'admin' })
  putMessage(client, message, { id: 7, user_type: 'admin' })
  expect(client.getQueryData<TicketDetail>(ticketKeys.detail(1))?.messages).toHaveLength(1)
  const item = () => client.getQueryData<ReturnType<typeof list>>(ticketKeys.list({}))?.pages[0]?.items[0]
  expect(item()).toMatchObject({ message_count: 1, unread_count: 1 })
  putTicket(client, ticket(1, { version: 2, unread_count: 0 }), 7)
  expect(item()?.unread_count).toBe(1)
  markRead(client, { ticket_id: 1, reader_id: 7, read_at: '2026-01-01T00:01:00Z' }, 7)
  expect(item()?.unread_count).toBe(0)
})

test('several states in one filter, and a holder by number', () => {
  const mine = ticket(1, { status: 'in_progress', assigned_to: 7 })
  expect(matches(mine, { status: 'open,in_progress', assigned_to: '7' }, 7)).toBe(true)
  expect(matches(mine, { status: 'resolved,closed' }, 7)).toBe(false)
  expect(matches(mine, { assigned_to: '8' }, 7)).toBe(false)
  expect(matches(mine, { q: 'vpn' }, 7)).toBe(null)
})

test('a ticket that comes back takes its place on the page it belongs to', () => {
  const two = {
    pages: [
      { items: [ticket(9), ticket(8)], next: 'a' },
      { items: [ticket(5), ticket(3)], next: 'b' },
    ],
    pageParams: [null, 'a'],
  }
  expect(ids(patchList(two, ticket(4), {}, 7) as never)).toEqual([9, 8, 5, 4, 3])
  expect(patchList(two, ticket(2), {}, 7)).toBe(two)
})

test('what the requester reads is the words of staff, and the other way about', () => {
  const client = new QueryClient()
  const said = (id: number, sender: number, internal = false) =>
    ({ id, internal, read_at: null, sender: { id: sender } }) as unknown as Message
  const messages = [said(1, 3), said(2, 7), said(3, 7, true)]
  client.setQueryData(ticketKeys.detail(1), {
    ...ticket(1, { unread_count: 1 }),
    messages,
  } as unknown as TicketDetail)
  const now = () => client.getQueryData<TicketDetail>(ticketKeys.detail(1))
  const at = '2026-01-01T00:01:00Z'
  markRead(client, { ticket_id: 1, reader_id: 3, read_at: at }, 7)
  expect(now()?.messages.map((each) => each.read_at)).toEqual([null, at, null])
  expect(now()?.unread_count).toBe(1)
  markRead(client, { ticket_id: 1, reader_id: 8, read_at: at }, 7)
  expect(now()?.messages.map((each) => each.read_at)).toEqual([at, at, null])
  expect(now()?.unread_count).toBe(0)
})

test('a message moves the version of its ticket on, unless the ticket told so before', () => {
  const client = new QueryClient()
  const message = (id: number, created_at: string) =>
    ({ id, ticket_id: 1, created_at, sender: { id: 3, role: 'customer' } }) as unknown as Message
  client.setQueryData(ticketKeys.detail(1), { ...ticket(1, { version: 4 }), messages: [] } as never)
  const version = () => client.getQueryData<TicketDetail>(ticketKeys.detail(1))?.version
  putMessage(client, message(11, '2026-01-01T00:00:00Z'), { id: 7, user_type: 'admin' })
  expect(version()).toBe(5)
  putTicket(client, ticket(1, { version: 6, updated_at: '2026-01-01T00:05:00Z' }), 7)
  putMessage(client, message(12, '2026-01-01T00:05:00Z'), { id: 7, user_type: 'admin' })
  expect(version()).toBe(6)
})
