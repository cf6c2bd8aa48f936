import { CheckCheck, Lock, type LucideIcon } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { AttachmentList } from '@/features/attachments/Attachments'
import { useFormat } from '@/hooks/useFormat'
import type { Message } from '@/services/types'
import { Avatar, cn, RelativeTime } from '@/ui'
import { linked } from './linked'

/** What was written, with its addresses as links. Only those of the web: nothing else can be followed. */
export function Words({ text }: { text: string }) {
  return (
    <p className="max-w-[72ch] whitespace-pre-wrap [overflow-wrap:anywhere]" dir="auto">
      {linked(text).map((part) =>
        part.href ? (
          <a
            key={part.at}
            href={part.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="text-accent underline underline-offset-2"
          >
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
    </p>
  )
}

/** One message: whose, when, what. A note differs by ground, edge and word. */
export function MessageFrame({
  name,
  role,
  icon: Icon,
  internal,
  own,
  at,
  state,
  id,
  children,
}: {
  name: string
  /** In place of initials, for who is no person. */
  icon?: LucideIcon
  /** "Customer", say; nothing for staff. */
  role?: string
  internal: boolean
  /** Said by staff. */
  own: boolean
  at?: string
  state?: ReactNode
  id?: string
  children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <article
      id={id}
      aria-label={internal ? t('thread.noteBy', { name }) : t('thread.messageBy', { name })}
      className={cn(
        'rounded-md border px-3 py-2.5',
        internal
          ? 'border-dashed border-waiting bg-waiting-soft'
          : own
            ? 'border-transparent bg-selected/70'
            : 'border-line bg-surface',
      )}
    >
      <header className="mb-1 flex min-w-0 items-center gap-2">
        {Icon ? (
          <span className="flex size-6 shrink-0 items-center justify-center rounded-full bg-surface text-info">
            <Icon className="size-4" aria-hidden />
          </span>
        ) : (
          <Avatar name={name} size="sm" className={cn(own && !internal && 'bg-surface')} />
        )}
        <span className="truncate font-medium" dir="auto">
          {name}
        </span>
        {role ? <span className="text-sm text-muted">{role}</span> : null}
        {internal ? (
          <span className="inline-flex items-center gap-1 text-sm font-medium whitespace-nowrap text-waiting">
            <Lock className="size-3.5" aria-hidden />
            {t('thread.internalNote')}
          </span>
        ) : null}
        <span className="ms-auto flex shrink-0 items-center gap-2 text-sm text-muted">
          {state}
          {at ? <RelativeTime value={at} /> : null}
        </span>
      </header>
      {children}
    </article>
  )
}

function ReadMark({ at }: { at: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <span title={t('thread.readAt', { time: format.dateTime(at) })}>
      <CheckCheck className="size-4" aria-hidden />
      <span className="sr-only">{t('thread.readAt', { time: format.dateTime(at) })}</span>
    </span>
  )
}

export const MessageItem = memo(function MessageItem({
  message,
  requesterId,
}: {
  message: Message
  requesterId: number
}) {
  const { t } = useTranslation()
  const fromRequester = message.sender.id === requesterId
  return (
    <MessageFrame
      id={`message-${message.id}`}
      name={message.sender.full_name}
      role={fromRequester ? t('roles.customer') : undefined}
      internal={message.internal}
      own={!fromRequester}
      at={message.created_at}
      state={
        !fromRequester && !message.internal && message.read_at ? <ReadMark at={message.read_at} /> : undefined
      }
    >
      <Words text={message.content} />
      <AttachmentList attachments={message.attachments} />
    </MessageFrame>
  )
})
