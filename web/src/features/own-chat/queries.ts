import { queryOptions } from '@tanstack/react-query'
import { CHATS_PATH } from '@/features/chats/queries'
import { staleWhenSilent } from '@/features/tickets/queries'
import { http } from '@/services/http'
import type { Chat } from '@/services/types'

const UNFINISHED = 'open,waiting,active'
const KEPT = 20

/** One's own chats: the unfinished ones, and what one may read again. */
export const ownChatsQuery = queryOptions({
  queryKey: ['chats', 'own'] as const,
  meta: { live: true },
  staleTime: staleWhenSilent,
  queryFn: ({ signal }) => http.get<Chat[]>(CHATS_PATH, { limit: KEPT }, signal),
})

/** The one to go on with. A chat with a call in it is a chat as well. */
export const openOf = (chats: readonly Chat[]): Chat | undefined =>
  chats.find((chat) => UNFINISHED.split(',').includes(chat.state))
