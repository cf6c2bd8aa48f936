import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useSession } from '@/features/session/context'
import { useLive } from '@/hooks/useLive'
import { outbox } from '@/services/outbox'
import type { ChatMessage } from '@/services/types'
import { markChatRead, patchChat, putAnalysis, putChat, putChatMessage } from './cache'
import { CHATS_PATH, chatKeys } from './queries'

/** Socket events and late deliveries patch the caches by id; no list is fetched again for them. */
export function useChatsLive(): void {
  const client = useQueryClient()
  const { user } = useSession()
  const pending = useRef<ReturnType<typeof setTimeout>>(undefined)

  // Counts are sums over everything, so they are asked for again, at most once a second.
  const recount = () => {
    pending.current ??= setTimeout(() => {
      pending.current = undefined
      void client.invalidateQueries({ queryKey: chatKeys.counts })
    }, 1000)
  }
  useEffect(() => () => clearTimeout(pending.current), [])

  const delivered = useEffectEvent((path: string, data: unknown) => {
    if (path.startsWith(CHATS_PATH) && path.endsWith('/messages')) {
      putChatMessage(client, data as ChatMessage, user)
    }
  })
  useEffect(() => outbox.onSent((item, data) => delivered(item.path, data)), [])

  useLive('conversation.created', (chat) => {
    putChat(client, chat, user.id)
    recount()
  })
  useLive('conversation.updated', (chat) => {
    putChat(client, chat, user.id)
    recount()
  })
  useLive('chat.message', (message) => putChatMessage(client, message, user))
  useLive('ai_analysis', (found) => putAnalysis(client, found, user))
  useLive('chat.read', (data) => markChatRead(client, data, user))
  useLive('queue.position', ({ session_id, position, expected_wait_s }) => {
    for (const [, chat] of client.getQueriesData<{ id: number; session: { id: number } | null }>({
      queryKey: ['chats', 'detail'],
    })) {
      if (chat?.session?.id !== session_id) continue
      patchChat(client, chat.id, user.id, (known) => ({
        ...known,
        session: known.session && { ...known.session, queue_position: position, expected_wait_s },
      }))
    }
  })
}
