import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useSession } from '@/features/session/context'
import { useLive } from '@/hooks/useLive'
import { outbox } from '@/services/outbox'
import type { Message } from '@/services/types'
import { markRead, putMessage, putTicket, removeTicket } from './cache'
import { ticketKeys } from './queries'

/** Socket events and late deliveries patch the caches by id; no list is fetched again for them. */
export function useTicketsLive(): void {
  const client = useQueryClient()
  const { user } = useSession()
  const pending = useRef<ReturnType<typeof setTimeout>>(undefined)

  // Counts are sums over everything, so they are asked for again, at most once a second.
  const recount = () => {
    pending.current ??= setTimeout(() => {
      pending.current = undefined
      void client.invalidateQueries({ queryKey: ticketKeys.counts })
    }, 1000)
  }
  useEffect(() => () => clearTimeout(pending.current), [])

  const delivered = useEffectEvent((path: string, data: unknown) => {
    if (path === '/api/messages') putMessage(client, data as Message, user)
  })
  useEffect(() => outbox.onSent((item, data) => delivered(item.path, data)), [])

  useLive('ticket.created', (ticket) => {
    putTicket(client, ticket, user.id)
    recount()
  })
  useLive('ticket.updated', (ticket) => {
    putTicket(client, ticket, user.id)
    recount()
  })
  useLive('ticket.deleted', ({ id }) => {
    removeTicket(client, id)
    recount()
  })
  useLive('message.created', ({ message }) => {
    putMessage(client, message, user)
    recount()
  })
  useLive('messages.read', (data) => {
    markRead(client, data, user.id)
    recount()
  })
}
