import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Page } from '@/services/http'
import type { HeardAnalysis } from '@/services/live'
import type { Chat, ChatMessage, Person } from '@/services/types'
import { type ChatFilters, chatKeys } from './queries'

type List = InfiniteData<Page<Chat>, string | null>
type Said = InfiniteData<ChatMessage[], number | null>
type Me = Pick<Person, 'id' | 'user_type'>

export const activity = (chat: Chat): string => chat.last_message_at ?? chat.created_at

/** Whether a chat belongs in a list; `null` when only the server can tell (a text search). */
export function matches(chat: Chat, filters: ChatFilters, me: number): boolean | null {
  if (filters.state && !filters.state.split(',').includes(chat.state)) return false
  if (filters.assigned_to === 'none' && chat.agent !== null) return false
  if (filters.assigned_to === 'me' && chat.agent?.id !== me) return false
  return filters.q ? null : true
}

/** Later activity first; of two at once the younger one. */
const before = (a: Chat, b: Chat): boolean =>
  activity(a) > activity(b) || (activity(a) === activity(b) && a.id > b.id)

/** Puts a chat into one list: where its activity puts it, or out of it. */
export function patchList(list: List, chat: Chat, filters: ChatFilters, me: number): List {
  const known = list.pages.some((each) => each.items.some((item) => item.id === chat.id))
  const belongs = matches(chat, filters, me)
  if (!known && belongs !== true) return list
  const pages = list.pages.map((each) => ({
    ...each,
    items: each.items.filter((item) => item.id !== chat.id),
  }))
  if (belongs === false) return { ...list, pages }
  const last = pages.at(-1)
  const oldest = last?.items.at(-1)
  // One that is older than all that was fetched comes with its own page.
  if (!known && last?.next && oldest && before(oldest, chat)) return list
  const found = pages.findIndex((each) => each.items.some((item) => before(chat, item)))
  const at = pages[found < 0 ? pages.length - 1 : found]
  if (!at) return list
  const place = at.items.findIndex((item) => before(chat, item))
  at.items.splice(place < 0 ? at.items.length : place, 0, chat)
  return { ...list, pages }
}

function eachList(client: QueryClient, change: (list: List, filters: ChatFilters) => List): void {
  for (const [key, list] of client.getQueriesData<List>({ queryKey: chatKeys.lists })) {
    if (list) client.setQueryData<List>(key, change(list, (key[2] ?? {}) as ChatFilters))
  }
}

/** The chat as any cache knows it, the open one first. */
export function knownChat(client: QueryClient, id: number): Chat | undefined {
  const detail = client.getQueryData<Chat>(chatKeys.detail(id))
  if (detail) return detail
  for (const [, list] of client.getQueriesData<List>({ queryKey: chatKeys.lists })) {
    for (const each of list?.pages ?? []) {
      const found = each.items.find((item) => item.id === id)
      if (found) return found
    }
  }
  return undefined
}

export function putChat(client: QueryClient, chat: Chat, me: number): void {
  client.setQueryData<Chat>(chatKeys.detail(chat.id), (old) => (old ? chat : old))
  eachList(client, (list, filters) => patchList(list, chat, filters, me))
}

/** Also for a chat that was just made or opened: from now on it is known. */
export function keepChat(client: QueryClient, chat: Chat, me: number): void {
  client.setQueryData<Chat>(chatKeys.detail(chat.id), chat)
  putChat(client, chat, me)
}

export function patchChat(client: QueryClient, id: number, me: number, change: (chat: Chat) => Chat): void {
  const known = knownChat(client, id)
  if (known) putChat(client, change(known), me)
}

/** A message by an answer or an event, the same one once; also a changed one in its place. */
export function putChatMessage(client: QueryClient, message: ChatMessage, me: Me): void {
  client.setQueryData<Said>(chatKeys.messages(message.conversation_id), (old) => {
    const latest = old?.pages[0]
    if (!old || !latest) return old
    if (old.pages.some((each) => each.some((one) => one.id === message.id))) {
      return {
        ...old,
        pages: old.pages.map((each) =>
          each.map((one) =>
            one.id === message.id ? { ...message, analysis: message.analysis ?? one.analysis } : one,
          ),
        ),
      }
    }
    const [first, ...earlier] = old.pages
    return { ...old, pages: [[...(first ?? []), message].sort((a, b) => a.id - b.id), ...earlier] }
  })
  if (message.internal || message.kind === 'event') return
  patchChat(client, message.conversation_id, me.id, (chat) => {
    // An update of the chat that came before has counted it already.
    if (chat.last_message_at && chat.last_message_at >= message.created_at) return chat
    const theirs = message.from_staff === (me.user_type === 'customer')
    const { content, from_staff, is_ai, created_at } = message
    return {
      ...chat,
      last_message: { content, from_staff, is_ai, created_at },
      last_message_at: created_at,
      message_count: chat.message_count + 1,
      unread_count: chat.unread_count + (theirs ? 1 : 0),
      unanswered_since: from_staff ? null : (chat.unanswered_since ?? created_at),
    }
  })
}

/** What the assistant makes of a customer's words comes after them. */
export function putAnalysis(client: QueryClient, found: HeardAnalysis, me: Me): void {
  const { intent, confidence, sentiment, language, suggestions, corrected } = found
  const analysis = { intent, confidence, sentiment, language, suggestions, corrected }
  const chat = Number(found.room)
  client.setQueryData<Said>(chatKeys.messages(chat), (old) =>
    old
      ? {
          ...old,
          pages: old.pages.map((each) =>
            each.map((one) => (String(one.id) === found.message_id ? { ...one, analysis } : one)),
          ),
        }
      : old,
  )
  patchChat(client, chat, me.id, (known) => ({ ...known, intent: { label: intent, confidence } }))
}

/** The customer reads what staff and assistant wrote; any one of the staff reads for all of them. */
export function markChatRead(
  client: QueryClient,
  data: { conversation_id: number; by_staff: boolean; read_at: string },
  me: Me,
): void {
  const chat = knownChat(client, data.conversation_id)
  const byCustomer = !data.by_staff
  client.setQueryData<Said>(chatKeys.messages(data.conversation_id), (old) =>
    old
      ? {
          ...old,
          pages: old.pages.map((each) =>
            each.map((one) =>
              one.read_at === null && one.from_staff === byCustomer && !one.internal
                ? { ...one, read_at: data.read_at }
                : one,
            ),
          ),
        }
      : old,
  )
  if (chat && byCustomer === (chat.customer.id === me.id)) {
    putChat(client, { ...chat, unread_count: 0 }, me.id)
  }
}

/** What was said, oldest first. */
export const flat = (said: Pick<Said, 'pages'> | undefined): ChatMessage[] =>
  said?.pages.toReversed().flat() ?? []
