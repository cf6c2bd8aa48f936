import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openCall } from '@/features/calls/current'
import type { CallSession } from '@/features/calls/sessions'
import { useSession } from '@/features/session/context'
import { putTicket } from '@/features/tickets/cache'
import { useErrorText } from '@/hooks/useErrorText'
import { ApiError } from '@/services/errors'
import { http } from '@/services/http'
import type { Chat, Ticket } from '@/services/types'
import { toast } from '@/ui/toast'
import { keepChat } from './cache'
import { chatKeys, chatPath } from './queries'

/** A waiting call opens its window for whoever takes it. */
function beginCall(chat: Chat): void {
  const { session } = chat
  if (session && session.type !== 'chat' && session.status === 'active') {
    openCall({
      sessionId: session.id,
      conversationId: chat.id,
      type: session.type,
      side: 'agent',
      name: chat.customer_name,
    })
  }
}

/** What staff do with a chat. Each act's answer is the chat as it is then; a refusal is said once. */
export function useChatActs() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { user, scopes } = useSession()
  const errorText = useErrorText()
  const [busy, setBusy] = useState<string | null>(null)

  const run = useCallback(
    async <T>(name: string, work: () => Promise<T>): Promise<T | null> => {
      setBusy(name)
      try {
        return await work()
      } catch (error) {
        toast.error(
          error instanceof ApiError && error.status === 409 ? t('chats.changedMeanwhile') : errorText(error),
        )
        return null
      } finally {
        setBusy(null)
      }
    },
    [errorText, t],
  )
  const act = (name: string, chat: Chat, path: string, body?: unknown) =>
    run(name, async () => {
      const changed = await http.post<Chat>(chatPath(chat.id, path), body ?? {})
      keepChat(client, changed, user.id)
      void client.invalidateQueries({ queryKey: chatKeys.counts })
      return changed
    })

  return {
    busy,
    mayChange: scopes.includes('chats:write'),
    /** Whoever waits is taken by one alone: who comes second hears that somebody was quicker. */
    accept: (chat: Chat) => {
      const { session } = chat
      if (session?.status !== 'waiting') return act('accept', chat, '/assign', { agent_id: user.id })
      return run('accept', async () => {
        await http.post(`/api/chat/session/${session.id}/join`)
        const taken = await http.get<Chat>(chatPath(chat.id))
        keepChat(client, taken, user.id)
        void client.invalidateQueries({ queryKey: chatKeys.counts })
        beginCall(taken)
        return taken
      })
    },
    /** Rings at the customer's; whoever calls is the chat's agent from then on. */
    call: (chat: Chat, type: 'voice' | 'video') =>
      run(type, async () => {
        const session = await http.post<CallSession>('/api/chat/session', { type, conversation_id: chat.id })
        openCall({
          sessionId: session.id,
          conversationId: chat.id,
          type,
          side: 'agent',
          name: chat.customer_name,
        })
        keepChat(client, await http.get<Chat>(chatPath(chat.id)), user.id)
      }),
    assign: (chat: Chat, agentId: number | null) => act('assign', chat, '/assign', { agent_id: agentId }),
    end: (chat: Chat) => act('end', chat, '/end'),
    reopen: (chat: Chat) => act('reopen', chat, '/reopen'),
    ticket: (chat: Chat, title: string, reason: string) =>
      run('ticket', async () => {
        const ticket = await http.post<Ticket>(chatPath(chat.id, '/ticket'), {
          ...(title && { title }),
          ...(reason && { reason }),
        })
        putTicket(client, ticket, user.id)
        keepChat(client, { ...chat, ticket_id: ticket.id }, user.id)
        return ticket
      }),
  }
}

export type ChatActs = ReturnType<typeof useChatActs>
