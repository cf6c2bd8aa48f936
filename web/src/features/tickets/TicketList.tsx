import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowUp } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { historyQuery } from '@/features/history/queries'
import { useCommand } from '@/hooks/useCommand'
import { useLive } from '@/hooks/useLive'
import type { Ticket } from '@/services/types'
import { Button, Failure, InlineFailure, SkeletonRows } from '@/ui'
import { filtersOf, type ListSearch } from './filters'
import { keptOffset } from './list-position'
import { ticketListQuery, ticketQuery } from './queries'
import { ROW_HEIGHT, TicketRow } from './TicketRow'

/** Rows left below the fold when the next page is asked for. */
const AHEAD = 20

/** Ids of tickets that came in by an event; only those are shown as new. */
function useArrivals(): ReadonlySet<number> {
  const [arrived, setArrived] = useState<ReadonlySet<number>>(new Set())
  useLive('ticket.created', ({ id }) => setArrived((old) => new Set([...old, id].slice(-50))))
  return arrived
}

/** Keeps the row one reads in its place; tells how many came above it, until one scrolls up. */
function useSteadyScroll(scroller: React.RefObject<HTMLElement | null>, ids: number[]) {
  const before = useRef(ids)
  const [above, setAbove] = useState(0)
  useLayoutEffect(() => {
    const element = scroller.current
    const old = before.current
    before.current = ids
    if (!element || old === ids || element.scrollTop < ROW_HEIGHT / 2) return
    const { offset, added } = keptOffset(old, ids, element.scrollTop, ROW_HEIGHT)
    if (offset !== element.scrollTop) element.scrollTop = offset
    if (added > 0 && ids.length > old.length) setAbove((count) => count + added)
  }, [scroller, ids])
  return { above, seen: useCallback(() => setAbove(0), []) }
}

export function TicketList({
  search,
  selectedId,
  onOpen,
  empty,
}: {
  search: ListSearch
  selectedId: number | null
  /** `replace`: one moves from an open ticket to the next, which is no step to go back to. */
  onOpen: (id: number, replace: boolean) => void
  empty: ReactNode
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const filters = useMemo(() => filtersOf(search), [search])
  const linkSearch = useMemo(() => ({ ...search, details: undefined }), [search])
  const list = useInfiniteQuery(ticketListQuery(filters))
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list
  const tickets = useMemo(() => data?.pages.flatMap((each) => each.items) ?? [], [data])
  const ids = useMemo(() => tickets.map((ticket) => ticket.id), [tickets])
  const scroller = useRef<HTMLDivElement>(null)
  const arrived = useArrivals()
  const { above, seen } = useSteadyScroll(scroller, ids)
  const rows = useVirtualizer({
    count: tickets.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => tickets[index]?.id ?? index,
    overscan: 8,
  })
  const shown = rows.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0

  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError && last >= tickets.length - AHEAD) {
      void fetchNextPage()
    }
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, last, tickets.length, fetchNextPage])

  const prefetch = useCallback(
    (id: number) => {
      void client.prefetchQuery(ticketQuery(id))
      void client.prefetchQuery(historyQuery(id))
    },
    [client],
  )
  const { move, openCursor } = useCursor({ tickets, selectedId, scroller, rows, onOpen, prefetch })

  const group = t('tickets.listCommands')
  useCommand({
    id: 'tickets.next',
    group,
    label: t('tickets.next'),
    key: 'j',
    hidden: true,
    run: () => move(1),
  })
  useCommand({
    id: 'tickets.previous',
    group,
    label: t('tickets.previous'),
    key: 'k',
    hidden: true,
    run: () => move(-1),
  })
  useCommand({
    id: 'tickets.open',
    group,
    label: t('tickets.open'),
    key: 'Enter',
    hidden: true,
    run: openCursor,
  })

  if (list.isPending) return <SkeletonRows rows={9} className="[&>div]:h-[76px]" />
  if (list.isError && !data) return <Failure error={list.error} onRetry={() => void list.refetch()} />
  if (tickets.length === 0) return <div className="min-h-0 flex-1 overflow-y-auto">{empty}</div>
  return (
    <div className="relative min-h-0 flex-1">
      <div role="status" className="absolute inset-x-0 top-2 z-10 flex justify-center empty:hidden">
        {above > 0 ? (
          <Button
            kind="primary"
            size="sm"
            className="shadow-float"
            onClick={() => {
              scroller.current?.scrollTo({ top: 0 })
              seen()
            }}
          >
            <ArrowUp aria-hidden />
            {t('tickets.newAbove', { count: above })}
          </Button>
        ) : null}
      </div>
      <div
        ref={scroller}
        className="h-full overflow-y-auto [overflow-anchor:none]"
        onScroll={(event) => {
          if (above > 0 && event.currentTarget.scrollTop < ROW_HEIGHT / 2) seen()
        }}
      >
        <ul className="relative" style={{ height: rows.getTotalSize() }} aria-label={t('nav.tickets')}>
          {shown.map((row) => {
            const ticket = tickets[row.index] as Ticket
            return (
              <li
                key={row.key}
                aria-setsize={hasNextPage ? -1 : tickets.length}
                aria-posinset={row.index + 1}
                className="absolute inset-x-0 top-0"
                style={{ height: ROW_HEIGHT, transform: `translateY(${row.start}px)` }}
              >
                <TicketRow
                  ticket={ticket}
                  search={linkSearch}
                  selected={ticket.id === selectedId}
                  arrived={arrived.has(ticket.id)}
                  onPrefetch={prefetch}
                />
              </li>
            )
          })}
        </ul>
        {isFetchNextPageError ? (
          <div className="flex flex-col gap-2 p-3">
            <InlineFailure error={list.error} />
            <Button onClick={() => void fetchNextPage()}>{t('ui.retry')}</Button>
          </div>
        ) : null}
        {isFetchingNextPage ? <SkeletonRows rows={2} className="[&>div]:h-[76px]" /> : null}
      </div>
    </div>
  )
}

/**
 * j and k. The cursor is the focus itself, so a screen reader hears each row and Enter is a plain
 * link's. With a ticket open they go from one to the next.
 */
function useCursor({
  tickets,
  selectedId,
  scroller,
  rows,
  onOpen,
  prefetch,
}: {
  tickets: Ticket[]
  selectedId: number | null
  scroller: React.RefObject<HTMLElement | null>
  rows: { scrollToIndex: (index: number) => void }
  onOpen: (id: number, replace: boolean) => void
  prefetch: (id: number) => void
}) {
  const cursor = useRef<number | null>(selectedId)
  /** Where the cursor's row was: if it leaves the list, one goes on from there. */
  const place = useRef(-1)
  const focusNext = useRef<number | null>(null)
  const wasOpen = useRef(selectedId)

  const find = () => tickets.findIndex((ticket) => ticket.id === (selectedId ?? cursor.current))
  const found = find()
  if (found >= 0) place.current = found

  useEffect(() => {
    if (selectedId !== null) cursor.current = selectedId
    // Back from a ticket: the focus returns to its row, unless it went somewhere else meanwhile.
    else if (wasOpen.current !== null && isNowhere()) focusNext.current = wasOpen.current
    wasOpen.current = selectedId
  }, [selectedId])

  // After each drawing: a row that was far away exists only now.
  useEffect(() => {
    const id = focusNext.current
    if (id === null) return
    const row = scroller.current?.querySelector<HTMLElement>(`[data-ticket="${id}"]`)
    if (!row) return
    row.focus({ preventScroll: true })
    if (document.activeElement === row) focusNext.current = null
  })

  const move = (step: 1 | -1) => {
    // Not what the last drawing found: without a ticket open, moving draws nothing.
    const index = find()
    const gone = index < 0 && place.current >= 0
    const from = index >= 0 ? index : gone && step === 1 ? place.current - 1 : place.current
    const next = Math.min(tickets.length - 1, Math.max(0, from + step))
    const ticket = tickets[next]
    if (!ticket) return
    cursor.current = ticket.id
    place.current = next
    focusNext.current = ticket.id
    rows.scrollToIndex(next)
    if (selectedId !== null) onOpen(ticket.id, true)
    else scroller.current?.querySelector<HTMLElement>(`[data-ticket="${ticket.id}"]`)?.focus()
    prefetch(ticket.id)
    const after = tickets[next + step]
    if (after) prefetch(after.id)
  }
  const openCursor = () => {
    const id = cursor.current ?? tickets[0]?.id
    if (id !== undefined && id !== selectedId) onOpen(id, false)
  }
  return { move, openCursor }
}

function isNowhere(): boolean {
  const active = document.activeElement
  return !active || active === document.body || active.id === 'main' || !active.isConnected
}
