import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '@/hooks/useCommand'
import type { Chat } from '@/services/types'
import { Button, Failure, InlineFailure, SkeletonRows } from '@/ui'
import { CHAT_ROW_HEIGHT, ChatRow } from './ChatRow'
import { chatListQuery, chatMessagesQuery, chatQuery } from './queries'
import { type ChatSearch, filtersOf, showsWaiting, WAITING } from './views'

const AHEAD = 20
const HEADING_HEIGHT = 28

type Row = { kind: 'heading'; key: string; text: string } | { kind: 'chat'; key: string; chat: Chat }

/** Who waits longest comes first: the queue is served in order. */
export function inOrder(waiting: readonly Chat[]): Chat[] {
  const place = (chat: Chat) => chat.session?.queue_position ?? Number.POSITIVE_INFINITY
  return waiting.toSorted((a, b) => {
    const [first, second] = [place(a), place(b)]
    if (first !== second) return first - second
    return (a.unanswered_since ?? a.created_at).localeCompare(b.unanswered_since ?? b.created_at)
  })
}

export function useWaiting(enabled = true): Chat[] {
  const query = useInfiniteQuery({ ...chatListQuery(WAITING), enabled })
  const { data } = query
  return useMemo(() => inOrder(data?.pages.flatMap((each) => each.items) ?? []), [data])
}

export function ChatList({
  search,
  selectedId,
  onOpen,
  onAccept,
  empty,
}: {
  search: ChatSearch
  selectedId: number | null
  /** `replace`: one moves from an open chat to the next, which is no step to go back to. */
  onOpen: (id: number, replace: boolean) => void
  /** For those who may take a chat. */
  onAccept?: (chat: Chat) => void
  empty: ReactNode
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const filters = useMemo(() => filtersOf(search), [search])
  const linkSearch = useMemo(() => ({ ...search, details: undefined }), [search])
  const list = useInfiniteQuery(chatListQuery(filters))
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list
  const waiting = useWaiting()
  const onTop = showsWaiting(search)
  const chats = useMemo(() => {
    const all = data?.pages.flatMap((each) => each.items) ?? []
    if (search.view === 'waiting' && !search.q) return inOrder(all)
    return onTop ? [...waiting, ...all.filter((chat) => chat.state !== 'waiting')] : all
  }, [data, waiting, onTop, search.view, search.q])
  const rows = useMemo<Row[]>(() => {
    const asRow = (chat: Chat): Row => ({ kind: 'chat', key: `c${chat.id}`, chat })
    if (!onTop || waiting.length === 0) return chats.map(asRow)
    const rest = chats.slice(waiting.length)
    return [
      { kind: 'heading', key: 'waiting', text: t('chats.waitingCount', { count: waiting.length }) },
      ...chats.slice(0, waiting.length).map(asRow),
      ...(rest.length > 0 ? [{ kind: 'heading' as const, key: 'rest', text: t('chats.others') }] : []),
      ...rest.map(asRow),
    ]
  }, [chats, waiting.length, onTop, t])

  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === 'heading' ? HEADING_HEIGHT : CHAT_ROW_HEIGHT),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
  })
  const shown = virtual.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError && last >= rows.length - AHEAD) {
      void fetchNextPage()
    }
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, last, rows.length, fetchNextPage])

  const prefetch = useCallback(
    (id: number) => {
      void client.prefetchQuery(chatQuery(id))
      void client.prefetchInfiniteQuery(chatMessagesQuery(id))
    },
    [client],
  )
  const focused = () => Number((document.activeElement as HTMLElement | null)?.dataset.chat ?? 0)
  const move = (step: 1 | -1) => {
    const from = chats.findIndex((chat) => chat.id === (selectedId ?? focused()))
    const chat = chats[Math.min(chats.length - 1, Math.max(0, from + (from < 0 ? 1 : step)))]
    if (!chat) return
    virtual.scrollToIndex(rows.findIndex((row) => row.kind === 'chat' && row.chat.id === chat.id))
    if (selectedId !== null) onOpen(chat.id, true)
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-chat="${chat.id}"]`)?.focus(),
    )
  }
  const group = t('chats.listCommands')
  useCommand({
    id: 'chats.next',
    group,
    label: t('chats.next'),
    key: 'j',
    hidden: true,
    run: () => move(1),
  })
  useCommand({
    id: 'chats.previous',
    group,
    label: t('chats.previous'),
    key: 'k',
    hidden: true,
    run: () => move(-1),
  })

  if (list.isPending) return <SkeletonRows rows={8} className="[&>div]:h-[76px]" />
  if (list.isError && !data) return <Failure error={list.error} onRetry={() => void list.refetch()} />
  if (rows.length === 0) return <div className="min-h-0 flex-1 overflow-y-auto">{empty}</div>
  const firstWaiting = waiting[0]?.id
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
      <ul className="relative" style={{ height: virtual.getTotalSize() }} aria-label={t('nav.chats')}>
        {shown.map((item) => {
          const row = rows[item.index] as Row
          const style = { height: item.size, transform: `translateY(${item.start}px)` }
          if (row.kind === 'heading') {
            return (
              <li
                key={row.key}
                style={style}
                className="absolute inset-x-0 top-0 flex items-center border-b border-line bg-bg px-5 text-sm font-medium text-muted"
              >
                {row.text}
              </li>
            )
          }
          const { chat } = row
          return (
            <li key={row.key} style={style} className="absolute inset-x-0 top-0">
              <ChatRow
                chat={chat}
                search={linkSearch}
                selected={chat.id === selectedId}
                onAccept={chat.state === 'waiting' ? onAccept : undefined}
                acceptKey={chat.id === firstWaiting}
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
  )
}
