import { describe, expect, test } from 'vitest'
import type { Message, TicketDetail, TicketEvent } from '@/services/types'
import { firstUnread, saidSince, timeline } from './timeline'

const at = (minute: number) => `2026-01-01T10:${String(minute).padStart(2, '0')}:00Z`
const said = (id: number, minute: number, sender = 3, more: Partial<Message> = {}) =>
  ({
    id,
    created_at: at(minute),
    internal: false,
    read_at: null,
    sender: { id: sender },
    ...more,
  }) as unknown as Message
const done = (id: number, minute: number, actor = 7): TicketEvent => ({
  id,
  at: at(minute),
  kind: 'changed',
  actor: { id: actor, full_name: 'A' },
  changes: {},
})
const ticket = (messages: Message[]) =>
  ({
    id: 1,
    created_by: 3,
    created_at: at(0),
    description: 'It is broken',
    customer: { full_name: 'C' },
    messages,
  }) as unknown as TicketDetail
const keys = (items: ReturnType<typeof timeline>) => items.map((item) => item.key)

describe('the timeline', () => {
  test('begins with the words it was opened with and goes by time, words before deeds', () => {
    const items = timeline(ticket([said(5, 2), said(6, 9)]), [done(1, 1), done(2, 9)], null)
    expect(keys(items)).toEqual(['m0', 'e1', 'm5', 'm6', 'e2'])
  })

  test('tells what one person did at once in one line', () => {
    const items = timeline(ticket([]), [done(1, 1), done(2, 2), done(3, 2, 8), done(4, 30, 8)], null)
    expect(keys(items)).toEqual(['m0', 'e1', 'e3', 'e4'])
    expect(items[1]).toMatchObject({ events: [{ id: 1 }, { id: 2 }] })
  })

  test('draws a line before the first unread word of the requester', () => {
    const open = ticket([said(5, 1, 3, { read_at: at(2) }), said(6, 3, 7), said(7, 4), said(8, 5)])
    expect(firstUnread(open)).toBe(7)
    expect(keys(timeline(open, [], 7))).toEqual(['m0', 'm5', 'm6', 'unread', 'm7', 'm8'])
  })
})

test('what was said since is neither mine nor a note', () => {
  const messages = [said(5, 1), said(6, 2, 7), said(7, 3, 8, { internal: true }), said(8, 4, 8)]
  expect(saidSince(messages, 5, 7).map((message) => message.id)).toEqual([8])
  expect(saidSince(messages, 0, 7).map((message) => message.id)).toEqual([5, 8])
})
