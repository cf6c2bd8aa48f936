import { useQueryClient } from '@tanstack/react-query'
import { Clock, TriangleAlert } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { AttachmentList } from '@/features/attachments/Attachments'
import { useSession } from '@/features/session/context'
import { ticketKeys } from '@/features/tickets/queries'
import { useErrorText } from '@/hooks/useErrorText'
import { useOutbox } from '@/hooks/useOutbox'
import { ApiError } from '@/services/errors'
import { type OutboxItem, outbox } from '@/services/outbox'
import type { Attachment, Message, NewMessage, TicketDetail } from '@/services/types'
import { Button } from '@/ui'
import { MessageFrame, Words } from './MessageItem'
import { threadOf } from './send'
import { saidSince } from './timeline'

export interface Pending {
  content: string
  internal: boolean
  attachments: Attachment[]
  /** The last message there was when it was sent. */
  after: number
}

/** The event may be here before the answer: then it is said already. */
export function hasArrived(pending: Pending, messages: Message[], me: number): boolean {
  return messages.some(
    ({ id, sender, content }) => id > pending.after && sender.id === me && content === pending.content,
  )
}

/** On its way: seconds at most. */
export function PendingMessage({ pending }: { pending: Pending }) {
  const { t } = useTranslation()
  const { user } = useSession()
  return (
    <MessageFrame name={user.full_name} internal={pending.internal} own state={t('thread.sending')}>
      <Words text={pending.content} />
      <AttachmentList attachments={pending.attachments} />
    </MessageFrame>
  )
}

/** What others said from the second on in which this was written. */
function answersTo(item: OutboxItem, messages: readonly Message[]): Message[] {
  const written = Math.floor(Date.parse(item.createdAt) / 1000) * 1000
  return saidSince(messages, 0, item.userId).filter((each) => Date.parse(each.created_at) >= written)
}

function Waiting({
  item,
  ticket,
  onShow,
}: {
  item: OutboxItem
  ticket: TicketDetail
  onShow: (messageId: number) => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { user } = useSession()
  const errorText = useErrorText()
  const body = item.body as NewMessage
  const refused = item.state === 'refused'
  const { refusal } = item
  const stale = refusal?.status === 412
  const answer = stale ? answersTo(item, ticket.messages)[0] : undefined
  const { id } = ticket
  useEffect(() => {
    // It was refused for what isn't on this screen yet.
    if (stale) void client.invalidateQueries({ queryKey: ticketKeys.detail(id) })
  }, [client, stale, id])
  return (
    <MessageFrame
      name={user.full_name}
      internal={body.internal ?? false}
      own
      at={item.createdAt}
      state={
        <span className="inline-flex items-center gap-1 font-medium text-waiting">
          {refused ? (
            <TriangleAlert className="size-4" aria-hidden />
          ) : (
            <Clock className="size-4" aria-hidden />
          )}
          {refused ? t('thread.notSent') : t('thread.waits')}
        </span>
      }
    >
      <Words text={body.content} />
      {refused ? (
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <p className="min-w-0 flex-1 text-sm">
            {answer ? t('thread.answeredBefore') : refusal ? errorText(new ApiError(refusal)) : null}
          </p>
          {answer ? (
            <Button size="sm" onClick={() => onShow(answer.id)}>
              {t('thread.show')}
            </Button>
          ) : null}
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
}

/** What waits for the connection, or for a decision. */
export function WaitingMessages({
  ticket,
  onShow,
}: {
  ticket: TicketDetail
  onShow: (messageId: number) => void
}) {
  const items = useOutbox(threadOf(ticket.id))
  return (
    <>
      {items.map((item) => (
        <Waiting key={item.id} item={item} ticket={ticket} onShow={onShow} />
      ))}
    </>
  )
}
