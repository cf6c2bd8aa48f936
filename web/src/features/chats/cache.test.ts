import { QueryClient } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import type { Chat, ChatMessage } from '@/services/types'
import { flat, markChatRead, matches, patchList, putAnalysis, putChat, putChatMessage } from './cache'
import { chatKeys } from './queries'

const at = (minute: number) => `2026-01-01T10:${String(minute).padStart(2, '0')}:00Z`
const chat = (id: number, minute: number, more: Partial<Chat> = {}) =>
  ({
    id,
    state: 'active',
    agent: null,
    customer: { id: 3, full_name: 'C', email: 'c@example.org' },
    created_at: at(minute),
    last_message_at: at(minute),
    unread_count: 0,
    message_count: 0,
    unanswered_since: null,
    ...more,
  }) as unknown as Chat
const said = (id: number, minute: number, more: Partial<ChatMessage> = {}) =>
  ({
    id,
    conversation_id: 1,
    content: `m${id}`,
    kind: 'said',
    internal: false,
    from_staff: false,
    is_ai: false,
    created_at: at(minute),
    read_at: null,
    ...more,
  }) as unknown as ChatMessage
const list = (items: Chat[], next: string | null = null) => ({ pages: [{ items, next }], pageParams: [null] })
const ids = (value: ReturnType<typeof list>) => value.pages.flatMap((page) => page.items.map((one) => one.id))
const staff = { id: 7, user_type: 'admin' } as const
const customer = { id: 3, user_type: 'customer' } as const

describe('a list of chats', () => {
  test('moves what something happened in to where its activity puts it', () => {
    const before = list([chat(3, 9), chat(2, 5), chat(1, 1)])
    expect(ids(patchList(before, chat(1, 7), {}, 7) as never)).toEqual([3, 1, 2])
    expect(ids(patchList(before, chat(4, 20), {}, 7) as never)).toEqual([4, 3, 2, 1])
  })

  test('lets go of what no longer belongs, and takes what does', () => {
    const waiting = list([chat(1, 1, { state: 'waiting' })])
    expect(ids(patchList(waiting, chat(1, 2), { state: 'waiting' }, 7) as never)).toEqual([])
    const mine = chat(2, 3, { agent: { id: 7, full_name: 'A' } })
    expect(ids(patchList(list([]), mine, { assigned_to: 'me' }, 7) as never)).toEqual([2])
    expect(matches(mine, { assigned_to: 'none' }, 7)).toBe(false)
    expect(matches(mine, { q: 'vpn' }, 7)).toBe(null)
  })

  test('leaves what is older than all that was fetched to its own page', () => {
    const before = list([chat(3, 9)], 'cursor')
    expect(patchList(before, chat(1, 1), {}, 7)).toBe(before)
  })
})

function open(messages: ChatMessage[], shown = chat(1, 0)) {
  const client = new QueryClient()
  client.setQueryData(chatKeys.detail(1), shown)
  client.setQueryData(chatKeys.list({}), list([shown]))
  client.setQueryData(chatKeys.messages(1), { pages: [messages], pageParams: [null] })
  return {
    client,
    chat: () => client.getQueryData<Chat>(chatKeys.detail(1)),
    messages: () => flat(client.getQueryData(chatKeys.messages(1))),
  }
}

describe('a message', () => {
  test('is there once, and is counted once, whichever event comes first', () => {
    const one = open([said(4, 0)])
    putChatMessage(one.client, said(5, 2), staff)
    putChatMessage(one.client, said(5, 2), staff)
    expect(one.messages().map((message) => message.id)).toEqual([4, 5])
    expect(one.chat()).toMatchObject({ message_count: 1, unread_count: 1, last_message: { content: 'm5' } })
    putChat(one.client, chat(1, 3, { message_count: 9, unread_count: 2 }), 7)
    putChatMessage(one.client, said(6, 3), staff)
    expect(one.chat()).toMatchObject({ message_count: 9, unread_count: 2 })
  })

  test('of staff is unread for the customer, not for staff; a note counts for nobody', () => {
    const desk = open([])
    putChatMessage(desk.client, said(5, 2, { from_staff: true }), staff)
    putChatMessage(desk.client, said(6, 3, { from_staff: true, internal: true }), staff)
    expect(desk.chat()).toMatchObject({ unread_count: 0, message_count: 1 })
    const home = open([])
    putChatMessage(home.client, said(5, 2, { from_staff: true }), customer)
    expect(home.chat()?.unread_count).toBe(1)
  })

  test('that was changed takes its place', () => {
    const one = open([said(4, 0), said(5, 1)])
    putChatMessage(one.client, said(4, 0, { content: 'anew' }), staff)
    expect(one.messages().map((message) => message.content)).toEqual(['anew', 'm5'])
  })
})

test('the customer reads what staff wrote, staff what the customer wrote', () => {
  const words = [said(1, 0), said(2, 1, { from_staff: true })]
  const one = open(words, chat(1, 1, { unread_count: 1 }))
  markChatRead(one.client, { conversation_id: 1, by_staff: false, read_at: at(5) }, staff)
  expect(one.messages().map((message) => message.read_at)).toEqual([null, at(5)])
  expect(one.chat()?.unread_count).toBe(1)
  markChatRead(one.client, { conversation_id: 1, by_staff: true, read_at: at(6) }, staff)
  expect(one.messages().map((message) => message.read_at)).toEqual([at(6), at(5)])
  expect(one.chat()?.unread_count).toBe(0)
})

describe('what the assistant makes of a message', () => {
  const found = {
    room: '1',
    message_id: '2',
    intent: 'complaint',
    confidence: 0.9,
    sentiment: 'negative',
    language: 'en',
    suggestions: [],
    corrected: false,
  } // prettier-ignore

  test('comes to it, and to its chat, and is not lost when the message comes again', () => {
    const client = new QueryClient()
    client.setQueryData(chatKeys.detail(1), chat(1, 1))
    client.setQueryData(chatKeys.messages(1), { pages: [[said(1, 1), said(2, 2)]], pageParams: [null] })
    putAnalysis(client, found, staff)
    putChatMessage(client, said(2, 2), staff)
    const [first, second] = flat(client.getQueryData(chatKeys.messages(1)))
    expect([first?.analysis, second?.analysis?.intent]).toEqual([undefined, 'complaint'])
    expect(client.getQueryData<Chat>(chatKeys.detail(1))?.intent?.label).toBe('complaint')
  })
})
