import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { Button, Dialog, Failure, RelativeTime, SkeletonRows } from '@/ui'
import { toast } from '@/ui/toast'
import { Html } from './Html'
import { cancelMessage, type MessageDetail, messageQuery } from './queries'
import { Reason, State } from './State'

function Timeline({ found }: { found: MessageDetail }) {
  const { t } = useTranslation()
  return (
    <ol className="flex flex-col border-s border-line ps-4">
      {found.timeline.map((step) => (
        <li key={`${step.at} ${step.kind} ${step.says}`} className="py-1">
          <p className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="font-medium">{t(`messages.step.${step.kind}`)}</span>
            <span className="text-sm text-muted">
              <RelativeTime plain value={step.at} />
            </span>
          </p>
          {step.says ? (
            <p className="text-sm text-muted">
              {step.kind === 'sent' || step.kind === 'asked' ? (
                t(`messages.kind.${step.says}`)
              ) : (
                <Reason reason={step.says} />
              )}
            </p>
          ) : null}
        </li>
      ))}
    </ol>
  )
}

function Words({ found }: { found: MessageDetail }) {
  const { t } = useTranslation()
  if (found.body === null) {
    return (
      <p className="text-muted">{t(found.message.confidential ? 'messages.secret' : 'messages.noBody')}</p>
    )
  }
  return (
    <>
      {found.html ? <Html html={found.html} /> : null}
      <pre dir="auto" className="max-h-72 overflow-auto rounded-md bg-hover p-3 text-sm whitespace-pre-wrap">
        {found.body}
      </pre>
      {found.attachments.length > 0 ? (
        <p className="text-sm text-muted">
          {t('messages.files')} <bdi>{found.attachments.join(', ')}</bdi>
        </p>
      ) : null}
    </>
  )
}

/** One message: its words, and everything that happened to it. */
export function MessageDialog({
  id,
  mayCancel,
  onClose,
}: {
  id: string
  mayCancel: boolean
  onClose: () => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const query = useQuery(messageQuery(id))
  const found = query.data
  const cancel = useMutation({
    mutationFn: () => cancelMessage(client, id),
    onSuccess: () => toast.success(t('messages.cancelled')),
    onError: (error) => toast.error(errorText(error)),
  })
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={found?.message.subject || t('messages.one')}
      footer={
        <>
          {mayCancel && found?.message.state === 'pending' ? (
            <Button busy={cancel.isPending} onClick={() => cancel.mutate()}>
              {t('messages.cancel')}
            </Button>
          ) : null}
          <Button kind="primary" onClick={onClose}>
            {t('ui.close')}
          </Button>
        </>
      }
    >
      {query.isError && !found ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : found ? (
        <div className="flex flex-col gap-4">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <State state={found.message.state} />
            <bdi dir="ltr" className="break-all">
              {found.message.recipient}
            </bdi>
            <code className="text-sm text-muted">{found.message.id}</code>
          </div>
          {found.message.reason ? (
            <p className="text-muted">
              <Reason reason={found.message.reason} />
            </p>
          ) : null}
          {found.message.next_attempt_at ? (
            <p className="text-muted">
              {t('messages.nextAttempt')} <RelativeTime plain value={found.message.next_attempt_at} />
            </p>
          ) : null}
          <Words found={found} />
          <section className="flex flex-col gap-2">
            <h3 className="font-medium">{t('messages.history')}</h3>
            <Timeline found={found} />
          </section>
        </div>
      ) : (
        <SkeletonRows rows={5} />
      )}
    </Dialog>
  )
}
