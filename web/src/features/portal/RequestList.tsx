import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Inbox, Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ticketListQuery } from '@/features/tickets/queries'
import { useFormat } from '@/hooks/useFormat'
import { useOutbox } from '@/hooks/useOutbox'
import { useRowKeys } from '@/hooks/useRowKeys'
import { outbox } from '@/services/outbox'
import type { CustomerStats, Ticket } from '@/services/types'
import { Button, cn, EmptyState, Failure, Input, RelativeTime, SkeletonRows, StatusPill } from '@/ui'
import { ASK_THREAD, customerStatsQuery, type NewRequest } from './queries'
import { isOver, PLAIN_TONES, plainState } from './words'

/** Below this many, one sees them all without searching. */
const WORTH_SEARCHING = 8

function Row({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  const state = plainState(ticket)
  const unread = ticket.unread_count > 0
  return (
    <li className="border-b border-line last:border-b-0 [contain-intrinsic-size:auto_4.5rem] [content-visibility:auto]">
      <Link
        to="/requests/$ticketId"
        params={{ ticketId: ticket.id }}
        data-row
        className="flex min-h-16 items-center gap-3 px-3 py-2.5 -outline-offset-2 hover:bg-hover"
      >
        <span
          aria-hidden
          className={cn('size-2 shrink-0 rounded-full', unread ? 'bg-accent' : 'bg-transparent')}
        />
        <span className="flex min-w-0 flex-1 flex-col gap-1">
          <span className={cn('line-clamp-2 break-words', unread && 'font-semibold')}>
            <bdi>{ticket.title}</bdi>
          </span>
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
            <StatusPill tone={PLAIN_TONES[state]}>{t(`portal.state.${state}`)}</StatusPill>
            <span>
              {ticket.last_message_at ? t('portal.lastMessage') : t('portal.asked')}{' '}
              <RelativeTime plain value={ticket.last_message_at ?? ticket.created_at} />
            </span>
            {ticket.agent && !isOver(ticket) ? (
              <span className="min-w-0 truncate">{t('portal.with', { name: ticket.agent.full_name })}</span>
            ) : null}
          </span>
        </span>
      </Link>
    </li>
  )
}

/** Written without a connection: it goes out by itself, or says why it can't. */
function Waiting() {
  const { t } = useTranslation()
  const items = useOutbox(ASK_THREAD)
  if (items.length === 0) return null
  return (
    <ul aria-label={t('portal.waiting')} className="mb-4 flex flex-col gap-1">
      {items.map((item) => (
        <li
          key={item.id}
          className="flex flex-wrap items-center gap-2 rounded-md border border-dashed border-line-strong px-3 py-2"
        >
          <span className="min-w-0 flex-1 break-words" dir="auto">
            {(item.body as NewRequest).title}
          </span>
          <StatusPill tone={item.state === 'refused' ? 'urgent' : 'waiting'}>
            {item.state === 'refused' ? t('portal.refused') : t('portal.waits')}
          </StatusPill>
          {item.state === 'refused' ? (
            <>
              <span className="w-full text-sm text-muted">{item.refusal?.message}</span>
              <Button size="sm" onClick={() => void outbox.resend(item.id)}>
                {t('ui.retry')}
              </Button>
              <Button size="sm" onClick={() => void outbox.discard(item.id)}>
                {t('portal.discard')}
              </Button>
            </>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

/** One's own numbers, small: nobody came here for them. */
function OwnNumbers({ stats }: { stats: CustomerStats }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (stats.total === 0) return null
  return (
    <p className="text-sm text-muted">
      {t('portal.numbers', { open: format.number(stats.open), resolved: format.number(stats.resolved) })}
      {stats.avg_response_time_minutes > 0
        ? ` ${t('portal.numbersTime', { time: format.minutes(stats.avg_response_time_minutes) })}`
        : null}
    </p>
  )
}

function Group({ title, tickets }: { title: string; tickets: Ticket[] }) {
  if (tickets.length === 0) return null
  return (
    <section aria-label={title} className="flex flex-col">
      <h3 className="px-3 pb-1 text-sm font-medium text-muted">{title}</h3>
      <ul>
        {tickets.map((ticket) => (
          <Row key={ticket.id} ticket={ticket} />
        ))}
      </ul>
    </section>
  )
}

function SearchField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => onChange(text.trim()), 250)
    return () => clearTimeout(timer)
  }, [text, onChange])
  return (
    <div className="relative w-full sm:w-56">
      <Search
        className="pointer-events-none absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-muted"
        aria-hidden
      />
      <Input
        type="search"
        value={text}
        dir="auto"
        aria-label={t('portal.search')}
        placeholder={t('portal.search')}
        onChange={(event) => setText(event.target.value)}
        className="ps-8"
      />
    </div>
  )
}

export function RequestList({ q, onSearch }: { q: string; onSearch: (text: string) => void }) {
  const { t } = useTranslation()
  const list = useRef<HTMLDivElement>(null)
  const stats = useQuery(customerStatsQuery)
  const query = useInfiniteQuery(ticketListQuery(q ? { q } : {}))
  useRowKeys(list)

  const tickets = query.data?.pages.flatMap((page) => page.items) ?? []
  const active = tickets.filter((ticket) => !isOver(ticket))
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  // An old request may still be open: it has to be on the first screen, not behind a button.
  const missesOpen = !q && stats.data !== undefined && active.length < stats.data.open
  useEffect(() => {
    if (missesOpen && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [missesOpen, hasNextPage, isFetchingNextPage, fetchNextPage])

  return (
    <section aria-labelledby="requests-title" className="flex flex-col gap-3">
      <div className="flex min-h-12 flex-wrap items-start justify-between gap-2">
        <div>
          <h2 id="requests-title" className="text-lg font-semibold">
            {t('portal.mine')}
          </h2>
          {stats.data ? <OwnNumbers stats={stats.data} /> : null}
        </div>
        {q || (stats.data?.total ?? 0) > WORTH_SEARCHING ? (
          <SearchField value={q} onChange={onSearch} />
        ) : null}
      </div>
      <Waiting />
      <div ref={list} className="-mx-3 flex flex-col gap-5">
        {query.isPending ? (
          <SkeletonRows rows={5} />
        ) : query.isError && !query.data ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : tickets.length === 0 ? (
          <EmptyState icon={Inbox} title={q ? t('ui.nothingFound') : t('portal.emptyTitle')}>
            {q ? t('portal.searchEmpty') : t('portal.empty')}
          </EmptyState>
        ) : (
          <>
            <Group title={t('portal.groupOpen')} tickets={active} />
            <Group title={t('portal.groupOver')} tickets={tickets.filter(isOver)} />
          </>
        )}
        {hasNextPage ? (
          <Button className="self-center" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('portal.older')}
          </Button>
        ) : null}
      </div>
    </section>
  )
}
