import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useSession } from '@/features/session/context'
import { putMessage } from '@/features/tickets/cache'
import { ticketQuery } from '@/features/tickets/queries'
import { ApiError } from '@/services/errors'
import { outbox } from '@/services/outbox'
import type { Message, NewMessage, TicketDetail } from '@/services/types'
import { saidSince } from './timeline'

export interface Outgoing {
  content: string
  internal: boolean
  attachmentIds: number[]
  /** The last message that was there when one began to write. */
  base: number
}

export const threadOf = (ticketId: number) => `ticket:${ticketId}`

/**
 * Sends a message: `sent`, or `kept` in the outbox, or `answered` if somebody said something since
 * one began to write. Other refusals are thrown. A reply names the version it answers; if that moved
 * on by no more than a property, nobody is asked.
 */
export function useSend(ticket: TicketDetail): (out: Outgoing) => Promise<'sent' | 'kept' | 'answered'> {
  const client = useQueryClient()
  const { user } = useSession()
  const { id } = ticket
  return useCallback(
    async (out) => {
      const body: NewMessage = { ticket_id: id, content: out.content, internal: out.internal }
      if (out.attachmentIds.length > 0) body.attachment_ids = out.attachmentIds
      const post = async (ifMatch: number | undefined) => {
        const delivery = await outbox.post<Message>('/api/messages', body, { thread: threadOf(id), ifMatch })
        if (!delivery.sent) return 'kept'
        putMessage(client, delivery.data, user)
        return 'sent'
      }
      const now = client.getQueryData<TicketDetail>(ticketQuery(id).queryKey) ?? ticket
      try {
        return await post(out.internal ? undefined : now.version)
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 412) throw error
        const fresh = await client.fetchQuery({ ...ticketQuery(id), staleTime: 0 })
        if (saidSince(fresh.messages, out.base, user.id).length > 0) return 'answered'
        return await post(fresh.version)
      }
    },
    [client, user, id, ticket],
  )
}
