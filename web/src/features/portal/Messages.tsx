import { Check, CheckCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { AttachmentList } from '@/features/attachments/Attachments'
import { Words } from '@/features/thread/MessageItem'
import { useOutbox } from '@/hooks/useOutbox'
import { outbox } from '@/services/outbox'
import type { Attachment, Message, NewMessage, TicketDetail } from '@/services/types'
import { Avatar, Button, cn, RelativeTime, StatusPill } from '@/ui'

function Bubble({
  own,
  name,
  text,
  attachments = [],
  foot,
  fresh,
}: {
  own: boolean
  name: string
  text: string
  attachments?: Attachment[]
  foot: ReactNode
  fresh?: boolean
}) {
  return (
    <li className={cn('flex gap-2.5', own && 'flex-row-reverse')}>
      {own ? null : <Avatar name={name} />}
      <div className={cn('flex max-w-[85%] min-w-0 flex-col gap-1', own ? 'items-end' : 'items-start')}>
        <p className={cn('text-sm font-medium', own && 'sr-only')} dir="auto">
          {name}
        </p>
        <div
          className={cn(
            'max-w-full rounded-md px-3 py-2',
            own ? 'bg-selected' : 'border border-line bg-surface',
            fresh && 'border-accent',
          )}
        >
          <Words text={text} />
          <AttachmentList attachments={attachments} />
        </div>
        <div className="flex flex-wrap items-center gap-x-2 text-sm text-muted">{foot}</div>
      </div>
    </li>
  )
}

function ReadMark({ read }: { read: boolean }) {
  const { t } = useTranslation()
  const Icon = read ? CheckCheck : Check
  return (
    <span className="inline-flex items-center gap-1">
      <Icon className="size-3.5" aria-hidden />
      {read ? t('portal.read') : t('portal.delivered')}
    </span>
  )
}

function Waiting({ ticketId, name }: { ticketId: number; name: string }) {
  const { t } = useTranslation()
  return useOutbox(`ticket:${ticketId}`).map((item) => (
    <Bubble
      key={item.id}
      own
      name={name}
      text={(item.body as NewMessage).content}
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
  ))
}

/** What was said, oldest first; the request itself is the first thing said. */
export function Messages({
  ticket,
  me,
  fresh,
}: {
  ticket: TicketDetail
  me: number
  /** Ids of answers that were new when the page was opened, or came since. */
  fresh: ReadonlySet<number>
}) {
  const { t } = useTranslation()
  const nobodyYet = !ticket.messages.some((message) => message.sender.id !== me)
  const foot = (message: Message) => (
    <>
      <RelativeTime value={message.created_at} />
      {message.sender.id === me ? <ReadMark read={message.read_at !== null} /> : null}
    </>
  )
  return (
    <ol aria-label={t('portal.conversation')} className="flex flex-col gap-4">
      <Bubble
        own
        name={ticket.customer.full_name}
        text={ticket.description}
        foot={<RelativeTime value={ticket.created_at} />}
      />
      {ticket.messages.map((message) => (
        <Bubble
          key={message.id}
          own={message.sender.id === me}
          name={message.sender.full_name}
          text={message.content}
          attachments={message.attachments}
          fresh={fresh.has(message.id)}
          foot={foot(message)}
        />
      ))}
      <Waiting ticketId={ticket.id} name={ticket.customer.full_name} />
      {nobodyYet && ticket.status === 'open' ? (
        <li className="text-center text-sm text-muted">{t('portal.nobodyYet')}</li>
      ) : null}
    </ol>
  )
}
