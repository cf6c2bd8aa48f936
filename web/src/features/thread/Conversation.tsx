import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowDown } from 'lucide-react'
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
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
import { MessageItem } from './MessageItem'
import { hasArrived, type Pending, PendingMessage, WaitingMessages } from './pending'
import { firstUnread, timeline } from './timeline'

/** More than this at once would take a moment to draw; the older ones come when asked for. */
const SHOWN_AT_FIRST = 120
/** Passing by with j and k isn't reading. */
const READ_AFTER_MS = 800
const NEAR_END_PX = 80

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

/** Tells the server that one has read, once one has had the time to. */
function useReading(ticket: TicketDetail, loaded: boolean): void {
  const client = useQueryClient()
  const { user, scopes } = useSession()
  const unread = loaded && scopes.includes('tickets:write') ? (firstUnread(ticket) ?? 0) : 0
  const { id } = ticket
  const read = useEffectEvent(async () => {
    try {
      await http.put(`/api/messages/${id}/read`)
      const read_at = new Date(serverNow()).toISOString()
      markRead(client, { ticket_id: id, reader_id: user.id, read_at }, user.id)
    } catch {
      // It stays unread, which is true for whoever looks next.
    }
  })
  useEffect(() => {
    if (unread === 0) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const begin = () => {
      clearTimeout(timer)
      if (document.visibilityState === 'visible') timer = setTimeout(() => void read(), READ_AFTER_MS)
    }
    begin()
    document.addEventListener('visibilitychange', begin)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', begin)
    }
  }, [unread])
}

/** The end of what was said stays in view while one is there; otherwise a word says that more came. */
function useFollowing(scroller: React.RefObject<HTMLElement | null>, count: number, ready: boolean) {
  const atEnd = useRef(true)
  const known = useRef(count)
  const [missed, setMissed] = useState(0)
  const toEnd = () => scroller.current?.scrollTo({ top: scroller.current.scrollHeight })

  // Where one begins: at the first unread, else at the end, but never in the middle of a long text.
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || !ready) return
    const line = element.querySelector<HTMLElement>('[data-unread]')
    const last = [...element.querySelectorAll<HTMLElement>('article')].at(-1)
    const long = last && last.offsetHeight > element.clientHeight ? last : null
    const start = line ?? long
    element.scrollTop = start ? start.offsetTop - 12 : element.scrollHeight
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX
  }, [scroller, ready])

  useLayoutEffect(() => {
    const added = count - known.current
    known.current = count
    if (added <= 0 || !ready) return
    if (atEnd.current) scroller.current?.scrollTo({ top: scroller.current.scrollHeight })
    else setMissed((before) => before + added)
  }, [scroller, count, ready])

  // The composer grows, pictures come: whoever was at the end stays there.
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight
    })
    observer.observe(element)
    if (element.firstElementChild) observer.observe(element.firstElementChild)
    return () => observer.disconnect()
  }, [scroller])

  return {
    missed,
    toEnd: () => {
      toEnd()
      setMissed(0)
    },
    onScroll: () => {
      const element = scroller.current
      if (!element) return
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX
      if (atEnd.current && missed > 0) setMissed(0)
    },
  }
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
  const scroller = useRef<HTMLDivElement>(null)
  const { user } = useSession()
  const pending = sent && !hasArrived(sent, ticket.messages, user.id) ? sent : null
  const count = ticket.messages.length + (pending ? 1 : 0)
  const { missed, toEnd, onScroll } = useFollowing(scroller, count, loaded)
  useReading(ticket, loaded)
  useLive('ticket.updated', ({ id }) => {
    if (id === ticket.id) void client.invalidateQueries({ queryKey: historyKeys.of(id) })
  })

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-label={t('thread.title')}
        className="h-full overflow-y-auto -outline-offset-2"
      >
        <div className="mx-auto flex max-w-[calc(72ch+1.75rem)] flex-col gap-3 p-3">
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
        </div>
      </div>
      <div role="status" className="absolute inset-x-0 bottom-3 flex justify-center empty:hidden">
        {missed > 0 ? (
          <Button kind="primary" size="sm" className="shadow-float" onClick={toEnd}>
            <ArrowDown aria-hidden />
            {t('thread.newBelow', { count: missed })}
          </Button>
        ) : null}
      </div>
    </div>
  )
}
