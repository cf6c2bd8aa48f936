import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Clock, TriangleAlert } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AttachmentList } from '@/features/attachments/Attachments'
import { useSession } from '@/features/session/context'
import { Following } from '@/features/thread/Following'
import { MessageFrame, Words } from '@/features/thread/MessageItem'
import { useReadAfter } from '@/features/thread/reading'
import { useErrorText } from '@/hooks/useErrorText'
import { useOutbox } from '@/hooks/useOutbox'
import { useStore } from '@/hooks/useStore'
import { serverNow } from '@/services/clock'
import { ApiError } from '@/services/errors'
import { http } from '@/services/http'
import { outbox } from '@/services/outbox'
import type { Chat, ChatMessage } from '@/services/types'
import { Button, Failure, Loading, Skeleton } from '@/ui'
import { flat, markChatRead } from './cache'
import { onItsWay, stillOnItsWay } from './pending'
import { chatMessagesQuery, chatPath } from './queries'
import { Said } from './Said'
import { type NewChatMessage, threadOf } from './send'

const firstUnread = (messages: readonly ChatMessage[]): number | null =>
  messages.find((one) => one.read_at === null && !one.from_staff && one.kind === 'said')?.id ?? null

function useReading(chat: Chat, messages: readonly ChatMessage[]): void {
  const client = useQueryClient()
  const { user, scopes } = useSession()
  useReadAfter(scopes.includes('chats:write') ? (firstUnread(messages) ?? 0) : 0, async () => {
    await http.post(chatPath(chat.id, '/read'))
    const read_at = new Date(serverNow()).toISOString()
    markChatRead(client, { conversation_id: chat.id, by_staff: true, read_at }, user)
  })
}

/** On its way, waiting for the connection, or refused. */
function Unsent({ chat, messages }: { chat: Chat; messages: readonly ChatMessage[] }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const errorText = useErrorText()
  const sent = stillOnItsWay(useStore(onItsWay(chat.id)), messages)
  const waiting = useOutbox(threadOf(chat.id))
  return (
    <>
      {sent.map((one) => (
        <MessageFrame
          key={one.key}
          name={user.full_name}
          internal={one.internal}
          own
          state={t('thread.sending')}
        >
          <Words text={one.content} />
          <AttachmentList attachments={one.attachments} />
        </MessageFrame>
      ))}
      {waiting.map((item) => {
        const body = item.body as NewChatMessage
        const refused = item.state === 'refused'
        const Icon = refused ? TriangleAlert : Clock
        return (
          <MessageFrame
            key={item.id}
            name={user.full_name}
            internal={body.internal ?? false}
            own
            at={item.createdAt}
            state={
              <span className="inline-flex items-center gap-1 font-medium text-waiting">
                <Icon className="size-4" aria-hidden />
                {refused ? t('thread.notSent') : t('thread.waits')}
              </span>
            }
          >
            <Words text={body.content} />
            {refused ? (
              <div className="mt-2 flex flex-wrap items-center gap-2">
                <p className="min-w-0 flex-1 text-sm">
                  {item.refusal ? errorText(new ApiError(item.refusal)) : null}
                </p>
                <Button size="sm" onClick={() => void outbox.resend(item.id)}>
                  {t('thread.sendAnyway')}
                </Button>
                <Button size="sm" kind="danger" onClick={() => void outbox.discard(item.id)}>
                  {t('thread.discard')}
                </Button>
              </div>
            ) : null}
          </MessageFrame>
        )
      })}
    </>
  )
}

export function ChatThread({ chat }: { chat: Chat }) {
  const { t } = useTranslation()
  const query = useInfiniteQuery(chatMessagesQuery(chat.id))
  const messages = useMemo(() => flat(query.data), [query.data])
  const loaded = query.data !== undefined
  const [unreadFrom, setUnreadFrom] = useState<number | null | undefined>(undefined)
  if (loaded && unreadFrom === undefined) setUnreadFrom(firstUnread(messages))
  useReading(chat, messages)
  if (query.isError && !loaded) {
    return (
      <div className="min-h-0 flex-1 overflow-y-auto">
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      </div>
    )
  }
  return (
    <Following label={t('thread.title')} count={messages.length} ready={loaded}>
      {query.hasNextPage ? (
        <Button
          className="self-center"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('chats.earlier')}
        </Button>
      ) : null}
      {loaded && messages.length === 0 ? (
        <p className="py-8 text-center text-muted">{t('chats.nothingSaidYet')}</p>
      ) : null}
      {messages.map((message) => (
        <div key={message.id} className="contents">
          {message.id === unreadFrom ? (
            <div
              data-unread
              className="flex items-center gap-3 text-sm font-medium text-accent before:h-px before:flex-1 before:bg-accent after:h-px after:flex-1 after:bg-accent"
            >
              {t('thread.unread')}
            </div>
          ) : null}
          <Said message={message} />
        </div>
      ))}
      {loaded ? null : (
        <Loading className="flex flex-col gap-2 px-3 py-2">
          <Skeleton className="w-1/3" />
          <Skeleton className="w-5/6" />
          <Skeleton className="w-2/3" />
        </Loading>
      )}
      <Unsent chat={chat} messages={messages} />
    </Following>
  )
}
