import { Link } from '@tanstack/react-router'
import { Phone, Video } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Chat } from '@/services/types'
import { Avatar, Button, cn, Kbd, RelativeTime } from '@/ui'
import { activity } from './cache'
import type { ChatSearch } from './views'
import { ChatState, useIntentName } from './words'

/** All rows are of one height, so that a list of thousands can be drawn from its numbers alone. */
export const CHAT_ROW_HEIGHT = 76

const CALLS = { voice: Phone, video: Video } as const

function Preview({ chat }: { chat: Chat }) {
  const { t } = useTranslation()
  const last = chat.last_message
  if (!last) return <span className="text-muted">{t('chats.nothingSaid')}</span>
  const who = last.is_ai ? t('chats.assistant') : last.from_staff ? t('chats.staff') : null
  return (
    <>
      {who ? `${who}: ` : null}
      <bdi>{last.content}</bdi>
    </>
  )
}

export const ChatRow = memo(function ChatRow({
  chat,
  search,
  selected,
  onAccept,
  acceptKey,
  onPrefetch,
}: {
  chat: Chat
  search: ChatSearch
  selected: boolean
  /** For whoever waits, and for those who may take them. */
  onAccept?: (chat: Chat) => void
  /** The one whom the key takes. */
  acceptKey: boolean
  onPrefetch: (id: number) => void
}) {
  const { t } = useTranslation()
  const intentName = useIntentName()
  const unread = chat.unread_count > 0
  const call = chat.session && chat.session.type !== 'chat' ? chat.session.type : null
  const CallIcon = call ? CALLS[call] : null
  return (
    <div className="relative h-full">
      <Link
        to="/chats/{-$chatId}"
        params={{ chatId: String(chat.id) }}
        search={search}
        preload={false}
        data-row
        data-chat={chat.id}
        aria-current={selected ? 'true' : undefined}
        activeProps={{ 'aria-current': selected ? 'true' : undefined }}
        onPointerEnter={() => onPrefetch(chat.id)}
        onFocus={() => onPrefetch(chat.id)}
        className={cn(
          'relative block h-full border-b border-line py-2 ps-5 pe-3 -outline-offset-2 hover:bg-hover',
          selected && 'bg-selected hover:bg-selected',
        )}
      >
        {unread ? (
          <span className="absolute start-1.5 top-3.5 size-2 rounded-full bg-accent" aria-hidden />
        ) : null}
        <span className="flex items-baseline gap-2">
          <span className={cn('min-w-0 flex-1 truncate', unread && 'font-semibold')}>
            <bdi>{chat.customer_name}</bdi>
          </span>
          {unread ? <span className="sr-only">{t('chats.unread', { count: chat.unread_count })}</span> : null}
          <span className="text-sm text-muted">
            <RelativeTime value={activity(chat)} plain />
          </span>
        </span>
        <span
          className={cn('flex items-center gap-2 text-sm text-muted', onAccept && 'pointer-coarse:pe-18')}
        >
          <span className="min-w-0 flex-1 truncate">
            <Preview chat={chat} />
          </span>
          {chat.agent ? (
            <span title={t('chats.with', { name: chat.agent.full_name })}>
              <Avatar
                name={chat.agent.full_name}
                size="sm"
                className={cn('size-5 text-[0.625rem]', selected && 'bg-surface')}
              />
            </span>
          ) : null}
        </span>
        <span className={cn('flex h-5 items-center gap-2 overflow-hidden text-sm', onAccept && 'pe-24')}>
          {CallIcon ? (
            <span className="inline-flex items-center gap-1 text-accent">
              <CallIcon className="size-3.5" aria-hidden />
              {t(`chats.type.${call}`)}
            </span>
          ) : null}
          <ChatState chat={chat} />
          {chat.intent && chat.intent.label !== 'uncategorized' ? (
            <span className="min-w-0 truncate text-muted">{intentName(chat.intent.label)}</span>
          ) : null}
        </span>
      </Link>
      {onAccept ? (
        <Button
          kind="primary"
          size="sm"
          className="absolute end-2 bottom-1.5 h-6 pointer-coarse:h-9"
          onClick={() => onAccept(chat)}
        >
          {t('chats.accept')} <bdi className="sr-only">{chat.customer_name}</bdi>
          {acceptKey ? (
            <span className="hidden md:inline pointer-coarse:hidden" aria-hidden>
              <Kbd keys="a" />
            </span>
          ) : null}
        </Button>
      ) : null}
    </div>
  )
})
