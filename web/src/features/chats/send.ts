import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useSession } from '@/features/session/context'
import { outbox } from '@/services/outbox'
import type { Attachment, ChatMessage } from '@/services/types'
import { putChatMessage } from './cache'
import { add, drop } from './pending'
import { chatPath } from './queries'

export const threadOf = (chatId: number) => `chat:${chatId}`

export interface NewChatMessage {
  content: string
  internal?: boolean
  attachment_ids?: number[]
  client_key: string
}

/**
 * Says something in a chat: the message, or null if it waits in the outbox. Refusals are thrown. Meanwhile it
 * stands in the thread, and it is said once however often it is sent.
 */
export function useSay(chatId: number) {
  const client = useQueryClient()
  const { user } = useSession()
  return useCallback(
    async (content: string, internal = false, attachments: Attachment[] = []) => {
      const key = crypto.randomUUID()
      const body: NewChatMessage = {
        content,
        client_key: key,
        ...(internal && { internal }),
        ...(attachments.length > 0 && { attachment_ids: attachments.map((each) => each.id) }),
      }
      add(chatId, { key, content, internal, attachments })
      try {
        const delivery = await outbox.post<ChatMessage>(chatPath(chatId, '/messages'), body, {
          thread: threadOf(chatId),
        })
        if (!delivery.sent) return null
        putChatMessage(client, delivery.data, user)
        return delivery.data
      } finally {
        drop(chatId, key)
      }
    },
    [client, user, chatId],
  )
}
