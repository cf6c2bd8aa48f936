import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ChevronDown, MessagesSquare, MousePointerClick, Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChatActs } from '@/features/chats/acts'
import { ChatList, useWaiting } from '@/features/chats/ChatList'
import { ChatPane } from '@/features/chats/ChatPane'
import { ChatPanel } from '@/features/chats/ChatPanel'
import { chatCountsQuery, chatQuery } from '@/features/chats/queries'
import { CHAT_VIEWS, type ChatSearch, type ChatView, filtersOf } from '@/features/chats/views'
import { DetailsPanel } from '@/features/thread/DetailsPanel'
import { useCommand } from '@/hooks/useCommand'
import { useFormat } from '@/hooks/useFormat'
import { useIsNarrow, useMediaQuery } from '@/hooks/useMediaQuery'
import { useStore } from '@/hooks/useStore'
import { createStore, storage } from '@/services/storage'
import type { Chat } from '@/services/types'
import {
  Button,
  cn,
  EmptyState,
  Input,
  Loading,
  Menu,
  MenuContent,
  MenuRadioGroup,
  MenuRadioItem,
  MenuTrigger,
  Skeleton,
} from '@/ui'

const route = getRouteApi('/app/chats/{-$chatId}')

const detailsBeside = createStore(storage.get('chat-details') !== 'closed')
const ENOUGH_FOR_THREE = '(width >= 1200px)'

export function ChatsPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const params = route.useParams()
  const navigate = route.useNavigate()
  const alone = useIsNarrow()
  const besides = useMediaQuery(ENOUGH_FOR_THREE)
  const beside = useStore(detailsBeside)
  const selected = params.chatId ? Number(params.chatId) : null
  const detailsOpen = selected !== null && (besides ? beside : search.details === true)
  const acts = useChatActs()
  const waiting = useWaiting()

  const open = (id: number, replace: boolean) =>
    void navigate({
      params: { chatId: String(id) },
      search: (old: ChatSearch) => ({ ...old, details: undefined }),
      replace,
    })
  const toList = () =>
    void navigate({
      params: { chatId: undefined },
      search: (old: ChatSearch) => ({ ...old, details: undefined }),
    })
  const setDetails = (next: boolean) => {
    if (besides) {
      detailsBeside.set(next)
      storage.set('chat-details', next ? null : 'closed')
    } else
      void navigate({
        search: (old: ChatSearch) => ({ ...old, details: next || undefined }),
        replace: !next,
      })
  }
  const accept = async (chat: Chat) => {
    const taken = await acts.accept(chat)
    if (taken) open(taken.id, false)
  }
  // With a waiting chat open, the key is the chat's own.
  const next = waiting[0]
  useCommand(
    acts.mayChange && next
      ? {
          id: 'chats.accept',
          group: t('chats.listCommands'),
          label: t('chats.acceptNext'),
          key: selected === null || !waiting.some((chat) => chat.id === selected) ? 'a' : undefined,
          run: () => void accept(next),
        }
      : null,
  )
  useCommand(
    acts.mayChange && next && selected === null
      ? {
          id: 'chats.acceptByEnter',
          group: t('chats.listCommands'),
          label: t('chats.acceptNext'),
          key: 'Enter',
          hidden: true,
          run: () => void accept(next),
        }
      : null,
  )

  return (
    <div className="relative flex h-full min-w-0 overflow-hidden">
      <section
        aria-label={t('chats.listTitle')}
        className={cn(
          'flex min-h-0 flex-col border-e border-line bg-surface',
          alone ? 'absolute inset-0' : 'w-[300px] shrink-0 xl:w-[336px]',
          // Kept in its place and size, so that one comes back to where one was.
          alone && selected !== null && 'invisible',
        )}
      >
        <ListHead
          search={search}
          onChange={(change) =>
            void navigate({ search: (old: ChatSearch) => ({ ...old, ...change }), replace: 'q' in change })
          }
        />
        <ChatList
          key={JSON.stringify(filtersOf(search))}
          search={search}
          selectedId={selected}
          onOpen={open}
          onAccept={acts.mayChange ? (chat) => void accept(chat) : undefined}
          empty={<Nothing search={search} />}
        />
      </section>
      {alone && selected === null ? null : (
        <section aria-label={t('chats.pane')} className="relative flex min-h-0 min-w-0 flex-1 flex-col bg-bg">
          {selected === null ? (
            <EmptyState icon={MousePointerClick} title={t('chats.chooseTitle')} className="my-auto">
              {t('chats.chooseText')}
            </EmptyState>
          ) : (
            <ChatPane
              key={selected}
              chatId={selected}
              alone={alone}
              detailsOpen={detailsOpen}
              onBack={search.details ? () => setDetails(false) : toList}
              onDetails={setDetails}
              onTicket={(ticketId) =>
                void navigate({
                  to: '/tickets/{-$ticketId}',
                  params: { ticketId: String(ticketId) },
                  search: {},
                })
              }
            />
          )}
        </section>
      )}
      {detailsOpen && selected !== null ? (
        <Details chatId={selected} floating={!besides} alone={alone} onClose={() => setDetails(false)} />
      ) : null}
    </div>
  )
}

function ListHead({
  search,
  onChange,
}: {
  search: ChatSearch
  onChange: (change: Partial<ChatSearch>) => void
}) {
  const { t } = useTranslation()
  const counts = useQuery(chatCountsQuery).data
  const [text, setText] = useState(search.q ?? '')
  const change = useRef(onChange)
  useEffect(() => {
    change.current = onChange
  })
  useEffect(() => {
    const q = text.trim() || undefined
    if (q === search.q) return
    const timer = setTimeout(() => change.current({ q }), 250)
    return () => clearTimeout(timer)
  }, [text, search.q])
  const count: Partial<Record<ChatView, number>> = {
    waiting: counts?.waiting,
    mine: counts?.mine,
    unassigned: counts?.unassigned,
  }
  const view = search.view ?? 'all'
  return (
    <>
      <div className="flex h-12 shrink-0 items-center ps-1.5 pe-3">
        <Menu modal={false}>
          <MenuTrigger asChild>
            <Button kind="quiet" className="min-w-0 shrink px-1.5 text-lg font-semibold">
              <span className="truncate">{t(`chats.view.${view}`)}</span>
              <Count value={count[view]} />
              <ChevronDown className="text-muted" aria-hidden />
              <span className="sr-only">{t('chats.views')}</span>
            </Button>
          </MenuTrigger>
          <MenuContent align="start">
            <MenuRadioGroup
              value={view}
              onValueChange={(next) => onChange({ view: next === 'all' ? undefined : (next as ChatView) })}
            >
              {CHAT_VIEWS.map((each) => (
                <MenuRadioItem key={each} value={each}>
                  {t(`chats.view.${each}`)} <Count value={count[each]} />
                </MenuRadioItem>
              ))}
            </MenuRadioGroup>
          </MenuContent>
        </Menu>
      </div>
      <div className="relative shrink-0 border-b border-line px-2 pb-2">
        <Search
          className="pointer-events-none absolute start-4.5 top-4 size-4 -translate-y-1/2 pointer-coarse:top-5.5 text-muted"
          aria-hidden
        />
        <Input
          type="search"
          dir="auto"
          value={text}
          aria-label={t('chats.search')}
          placeholder={t('chats.search')}
          onChange={(event) => setText(event.target.value)}
          className="ps-8"
        />
      </div>
    </>
  )
}

function Count({ value }: { value: number | undefined }) {
  const format = useFormat()
  return value ? <span className="text-sm font-normal text-muted">{format.number(value)}</span> : null
}

function Nothing({ search }: { search: ChatSearch }) {
  const { t } = useTranslation()
  if (search.q) {
    return (
      <EmptyState icon={Search} title={t('ui.nothingFound')}>
        {t('chats.searchEmpty')}
      </EmptyState>
    )
  }
  const view = search.view ?? 'all'
  return (
    <EmptyState icon={MessagesSquare} title={t(`chats.empty.${view}`)}>
      {view === 'ended' ? t('chats.emptyEnded') : t('chats.emptyText')}
    </EmptyState>
  )
}

function Details({
  chatId,
  floating,
  alone,
  onClose,
}: {
  chatId: number
  floating: boolean
  alone: boolean
  onClose: () => void
}) {
  const { data: chat, isError } = useQuery({ ...chatQuery(chatId), enabled: false })
  // The thread says what happened.
  if (isError) return null
  return (
    <DetailsPanel floating={floating} alone={alone} onClose={onClose}>
      {chat ? (
        <ChatPanel key={chat.id} chat={chat} />
      ) : (
        <Loading className="flex flex-col gap-3 p-4">
          <Skeleton className="w-1/3" />
          <Skeleton className="w-full" />
          <Skeleton className="w-3/4" />
        </Loading>
      )}
    </DetailsPanel>
  )
}
