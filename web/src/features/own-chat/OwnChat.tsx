import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Bot, UserRound } from 'lucide-react'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { flat, keepChat, markChatRead } from '@/features/chats/cache'
import { clock, eventOf } from '@/features/chats/events'
import { onItsWay, stillOnItsWay } from '@/features/chats/pending'
import { chatMessagesQuery, chatPath, chatQuery } from '@/features/chats/queries'
import { Sources } from '@/features/chats/Sources'
import { threadOf } from '@/features/chats/send'
import { Bubble, ReadMark } from '@/features/portal/Bubble'
import { useSession } from '@/features/session/context'
import { usePresence } from '@/features/thread/presence'
import { useReadAfter } from '@/features/thread/reading'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { useOutbox } from '@/hooks/useOutbox'
import { useStore } from '@/hooks/useStore'
import { serverNow } from '@/services/clock'
import { http } from '@/services/http'
import { outbox } from '@/services/outbox'
import type { Chat, ChatMessage } from '@/services/types'
import { Button, Failure, Loading, RelativeTime, Skeleton, StatusPill } from '@/ui'
import { toast } from '@/ui/toast'
import { OwnComposer } from './OwnComposer'

function useReading(chat: Chat, messages: readonly ChatMessage[]): void {
  const client = useQueryClient()
  const { user } = useSession()
  const unread = messages.find((one) => one.read_at === null && one.from_staff && one.kind === 'said')
  useReadAfter(unread?.id ?? 0, async () => {
    await http.post(chatPath(chat.id, '/read'))
    const read_at = new Date(serverNow()).toISOString()
    markChatRead(client, { conversation_id: chat.id, by_staff: false, read_at }, user)
  })
}

/** Where one stands: with whom, or at which place in the queue. */
function Standing({ chat }: { chat: Chat }) {
  const { t } = useTranslation()
  const format = useFormat()
  const place = chat.session?.status === 'waiting' ? chat.session.queue_position : null
  const wait = chat.session?.expected_wait_s
  if (chat.state === 'waiting') {
    return (
      <>
        <StatusPill tone="waiting">{t('chat.waiting')}</StatusPill>
        <span>
          {place ? t('chat.place', { place: format.number(place) }) : t('chat.soon')}
          {wait ? ` ${t('chat.wait', { time: format.minutes(Math.max(1, Math.round(wait / 60))) })}` : null}
        </span>
      </>
    )
  }
  if (chat.state === 'active') {
    return (
      <StatusPill tone="good">
        {chat.agent ? t('chat.with', { name: chat.agent.full_name }) : t('chat.withStaff')}
      </StatusPill>
    )
  }
  if (chat.state === 'ended') return <StatusPill tone="neutral">{t('chat.ended')}</StatusPill>
  return <StatusPill tone="info">{t('chat.open')}</StatusPill>
}

function Happened({ message }: { message: ChatMessage }) {
  const { t } = useTranslation()
  const event = eventOf(message)
  const line = () => {
    if (event.what === 'session_requested') return t('chat.event.asked')
    if (event.what === 'session_joined') return t('chat.event.joined', { name: event.by ?? t('chat.staff') })
    if (event.what === 'rated') return t('chat.event.rated', { score: event.score ?? '' })
    if (event.what === 'agent_left') return t('chat.event.left', { name: event.by ?? t('chat.staff') })
    if (event.what === 'session_ended') return t('chat.event.over', { time: clock(event.seconds ?? 0) })
    return null
  }
  const ticketId = event.what === 'ticket_opened' ? event.ticketId : undefined
  const text = line()
  if (!text && ticketId === undefined) return null
  return (
    <li className="text-center text-sm text-muted">
      {text ?? t('chat.event.request')}{' '}
      {ticketId !== undefined ? (
        <Link
          to="/requests/$ticketId"
          params={{ ticketId }}
          className="text-accent underline underline-offset-2"
        >
          {t('portal.number', { id: ticketId })}
        </Link>
      ) : null}{' '}
      · <RelativeTime value={message.created_at} />
    </li>
  )
}

function Unsent({ chat, messages, name }: { chat: Chat; messages: readonly ChatMessage[]; name: string }) {
  const { t } = useTranslation()
  const sent = stillOnItsWay(useStore(onItsWay(chat.id)), messages)
  const waiting = useOutbox(threadOf(chat.id))
  return (
    <>
      {sent.map((one) => (
        <Bubble key={one.key} own name={name} text={one.content} foot={<span>{t('thread.sending')}</span>} />
      ))}
      {waiting.map((item) => (
        <Bubble
          key={item.id}
          own
          name={name}
          text={(item.body as { content: string }).content}
          foot={
            item.state === 'refused' ? (
              <>
                <StatusPill tone="urgent">{t('portal.refused')}</StatusPill>
                <span>{item.refusal?.message}</span>
                <Button kind="link" size="sm" onClick={() => void outbox.resend(item.id)}>
                  {t('ui.retry')}
                </Button>
                <Button kind="link" size="sm" onClick={() => void outbox.discard(item.id)}>
                  {t('portal.discard')}
                </Button>
              </>
            ) : (
              <StatusPill tone="waiting">{t('portal.waits')}</StatusPill>
            )
          }
        />
      ))}
    </>
  )
}

const NEAR_PX = 120

/** One's own chat: what was said, who answers, and always the way to a person. */
export function OwnChat({ chat: known }: { chat: Chat }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { user } = useSession()
  const errorText = useErrorText()
  const chat = useQuery({ ...chatQuery(known.id), initialData: known }).data
  const query = useInfiniteQuery(chatMessagesQuery(chat.id))
  const messages = useMemo(() => flat(query.data), [query.data])
  const watchers = usePresence('conversation', chat.id)
  const typing = watchers.find((one) => one.typing)
  const [busy, setBusy] = useState<string | null>(null)
  const pane = useRef<HTMLDivElement>(null)
  const near = useRef(true)
  const count = messages.length
  useReading(chat, messages)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new message
  useLayoutEffect(() => {
    if (near.current) pane.current?.scrollTo({ top: pane.current.scrollHeight })
  }, [count, typing !== undefined])

  const act = async (path: '/person' | '/end') => {
    setBusy(path)
    try {
      keepChat(client, await http.post<Chat>(chatPath(chat.id, path), {}), user.id)
    } catch (error) {
      toast.error(errorText(error))
    } finally {
      setBusy(null)
    }
  }
  const mayAsk = chat.state === 'open' || chat.state === 'ended'
  return (
    <div className="mx-auto flex h-full w-full max-w-3xl flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2 md:px-6">
        <p role="status" className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1 text-sm">
          <Standing chat={chat} />
        </p>
        {mayAsk ? (
          <Button size="sm" busy={busy === '/person'} onClick={() => void act('/person')}>
            <UserRound aria-hidden />
            {t('chat.person')}
          </Button>
        ) : null}
        {chat.state === 'ended' ? null : (
          <Button size="sm" kind="quiet" busy={busy === '/end'} onClick={() => void act('/end')}>
            {t('chat.end')}
          </Button>
        )}
      </div>
      <div
        ref={pane}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-label={t('portal.conversation')}
        onScroll={(event) => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget
          near.current = scrollHeight - scrollTop - clientHeight < NEAR_PX
        }}
        className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
      >
        {query.isError && !query.data ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : query.isPending ? (
          <Loading className="flex flex-col gap-4 p-6">
            <Skeleton className="h-14 w-2/3 self-end" />
            <Skeleton className="h-14 w-3/4" />
          </Loading>
        ) : (
          <div className="flex flex-col gap-4 p-4 md:px-6">
            {query.hasNextPage ? (
              <Button
                className="self-center"
                busy={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {t('portal.older')}
              </Button>
            ) : null}
            <ol className="flex flex-col gap-4">
              {messages.map((message) =>
                message.kind === 'event' ? (
                  <Happened key={message.id} message={message} />
                ) : (
                  <Bubble
                    key={message.id}
                    own={!message.from_staff}
                    name={message.is_ai ? t('chat.assistant') : message.sender.full_name}
                    icon={message.is_ai ? Bot : undefined}
                    text={message.content}
                    attachments={message.attachments}
                    foot={
                      <>
                        <RelativeTime value={message.created_at} />
                        {message.is_ai ? <span>{t('chat.automatic')}</span> : null}
                        {message.from_staff ? null : <ReadMark read={message.read_at !== null} />}
                      </>
                    }
                  >
                    <Sources sources={message.sources} />
                  </Bubble>
                ),
              )}
              <Unsent chat={chat} messages={messages} name={user.full_name} />
            </ol>
          </div>
        )}
      </div>
      <div className="flex flex-col gap-2 border-t border-line bg-bg p-3 pt-1 md:px-6 md:pb-4">
        <p role="status" className="h-5 truncate text-sm text-muted">
          {typing ? t('portal.typing', { name: typing.full_name }) : null}
        </p>
        {chat.state === 'ended' ? <p className="text-sm text-muted">{t('chat.writeReopens')}</p> : null}
        <OwnComposer chatId={chat.id} />
      </div>
    </div>
  )
}
