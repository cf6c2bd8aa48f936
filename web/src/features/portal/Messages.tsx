import { useTranslation } from 'react-i18next'
import { useOutbox } from '@/hooks/useOutbox'
import { outbox } from '@/services/outbox'
import type { Message, NewMessage, TicketDetail } from '@/services/types'
import { Button, RelativeTime, StatusPill } from '@/ui'
import { Bubble, ReadMark } from './Bubble'

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
