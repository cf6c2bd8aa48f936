import { Clock, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { useErrorText } from '@/hooks/useErrorText'
import { useOutbox } from '@/hooks/useOutbox'
import { ApiError } from '@/services/errors'
import { type OutboxItem, outbox } from '@/services/outbox'
import type { Attachment, NewMessage } from '@/services/types'
import { Button } from '@/ui'
import { AttachmentList } from './Attachments'
import { MessageFrame, Words } from './MessageItem'
import { threadOf } from './send'

export interface Pending {
  content: string
  internal: boolean
  attachments: Attachment[]
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

function Waiting({ item, onShow }: { item: OutboxItem; onShow: () => void }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const errorText = useErrorText()
  const body = item.body as NewMessage
  const refused = item.state === 'refused'
  const { refusal } = item
  const answered = refusal?.status === 412
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
            {answered ? t('thread.answeredBefore') : refusal ? errorText(new ApiError(refusal)) : null}
          </p>
          {answered ? (
            <Button size="sm" onClick={onShow}>
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
export function WaitingMessages({ ticketId, onShow }: { ticketId: number; onShow: (since: string) => void }) {
  const items = useOutbox(threadOf(ticketId))
  return (
    <>
      {items.map((item) => (
        <Waiting key={item.id} item={item} onShow={() => onShow(item.createdAt)} />
      ))}
    </>
  )
}
