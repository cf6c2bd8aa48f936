import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEventTexts } from '@/features/history/EventText'
import { historyKeys, historyQuery } from '@/features/history/queries'
import { useSession } from '@/features/session/context'
import { markRead } from '@/features/tickets/cache'
import { useLive } from '@/hooks/useLive'
import { serverNow } from '@/services/clock'
import { http } from '@/services/http'
import type { TicketDetail, TicketEvent } from '@/services/types'
import { Button, Loading, RelativeTime, Skeleton } from '@/ui'
import { Following } from './Following'
import { MessageItem } from './MessageItem'
import { hasArrived, type Pending, PendingMessage, WaitingMessages } from './pending'
import { useReadAfter } from './reading'
import { firstUnread, timeline } from './timeline'

/** More than this at once would take a moment to draw; the older ones come when asked for. */
const SHOWN_AT_FIRST = 120

function Events({ events }: { events: TicketEvent[] }) {
  const { t } = useTranslation()
  const texts = useEventTexts()
  const first = events[0] as TicketEvent
  const said = events.flatMap(texts)
  if (said.length === 0) return null
  return (
    <p className="px-3 text-sm text-muted">
      <span dir="auto">{t('history.who', { name: first.actor?.full_name || t('history.system') })}</span>{' '}
      {said.join(' · ')} · <RelativeTime value={(events.at(-1) ?? first).at} />
    </p>
  )
}

function useReading(ticket: TicketDetail, loaded: boolean): void {
  const client = useQueryClient()
  const { user, scopes } = useSession()
  const { id } = ticket
  useReadAfter(loaded && scopes.includes('tickets:write') ? (firstUnread(ticket) ?? 0) : 0, async () => {
    await http.put(`/api/messages/${id}/read`)
    const read_at = new Date(serverNow()).toISOString()
    markRead(client, { ticket_id: id, reader_id: user.id, read_at }, user.id)
  })
}

export function Conversation({
  ticket,
  loaded,
  pending: sent,
  onShow,
}: {
  ticket: TicketDetail
  /** False while only what the list knew is there. */
  loaded: boolean
  pending: Pending | null
  onShow: (messageId: number) => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const history = useQuery(historyQuery(ticket.id))
  const [unreadFrom, setUnreadFrom] = useState<number | null | undefined>(undefined)
  if (loaded && unreadFrom === undefined) setUnreadFrom(firstUnread(ticket))
  const [all, setAll] = useState(false)
  const items = useMemo(
    () => timeline(ticket, history.data ?? [], unreadFrom ?? null),
    [ticket, history.data, unreadFrom],
  )
  const hidden = all ? 0 : Math.max(0, items.length - SHOWN_AT_FIRST)
  const { user } = useSession()
  const pending = sent && !hasArrived(sent, ticket.messages, user.id) ? sent : null
  const count = ticket.messages.length + (pending ? 1 : 0)
  useReading(ticket, loaded)
  useLive('ticket.updated', ({ id }) => {
    if (id === ticket.id) void client.invalidateQueries({ queryKey: historyKeys.of(id) })
  })

  return (
    <Following label={t('thread.title')} count={count} ready={loaded}>
      {hidden > 0 ? (
        <Button className="self-center" onClick={() => setAll(true)}>
          {t('thread.earlier', { count: hidden })}
        </Button>
      ) : null}
      {items.slice(hidden).map((item) => {
        if (item.kind === 'message') {
          return <MessageItem key={item.key} message={item.message} requesterId={ticket.created_by} />
        }
        if (item.kind === 'events') return <Events key={item.key} events={item.events} />
        return (
          <div
            key={item.key}
            data-unread
            className="flex items-center gap-3 text-sm font-medium text-accent before:h-px before:flex-1 before:bg-accent after:h-px after:flex-1 after:bg-accent"
          >
            {t('thread.unread')}
          </div>
        )
      })}
      {loaded ? null : (
        <Loading className="flex flex-col gap-2 px-3 py-2">
          <Skeleton className="w-1/3" />
          <Skeleton className="w-5/6" />
          <Skeleton className="w-2/3" />
        </Loading>
      )}
      {pending ? <PendingMessage pending={pending} /> : null}
      <WaitingMessages ticket={ticket} onShow={onShow} />
    </Following>
  )
}
