import { Bot, CheckCheck } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { AttachmentList } from '@/features/attachments/Attachments'
import { MessageFrame, Words } from '@/features/thread/MessageItem'
import { useFormat } from '@/hooks/useFormat'
import type { ChatMessage } from '@/services/types'
import { RelativeTime } from '@/ui'
import { Analysis } from './Analysis'
import { eventOf } from './events'
import { Sources } from './Sources'
import { useChatEventText } from './words'

function ReadMark({ at }: { at: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = t('thread.readAt', { time: format.dateTime(at) })
  return (
    <span title={words}>
      <CheckCheck className="size-4" aria-hidden />
      <span className="sr-only">{words}</span>
    </span>
  )
}

/** One thing said, or one thing that happened, as staff see it. */
export const Said = memo(function Said({ message }: { message: ChatMessage }) {
  const { t } = useTranslation()
  const eventText = useChatEventText()
  if (message.kind === 'event') {
    return (
      <p className="px-3 text-center text-sm text-muted">
        <span dir="auto">
          {eventText(eventOf(message), message.sender.full_name || t('chats.assistant'))}
        </span>{' '}
        · <RelativeTime value={message.created_at} />
      </p>
    )
  }
  const name = message.is_ai ? t('chats.assistant') : message.sender.full_name
  return (
    <MessageFrame
      id={`message-${message.id}`}
      name={name}
      role={message.is_ai ? t('chats.automatic') : message.from_staff ? undefined : t('roles.customer')}
      icon={message.is_ai ? Bot : undefined}
      internal={message.internal}
      own={message.from_staff}
      at={message.created_at}
      state={
        message.from_staff && !message.internal && message.read_at ? (
          <ReadMark at={message.read_at} />
        ) : undefined
      }
    >
      <Words text={message.content} />
      <AttachmentList attachments={message.attachments} />
      <Sources sources={message.sources} />
      <Analysis message={message} />
    </MessageFrame>
  )
})
