import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { Button, Dialog, Failure, RelativeTime, SkeletonRows } from '@/ui'
import { toast } from '@/ui/toast'
import { Outcome } from './Deliveries'
import { State } from './Health'
import { type Detailed, deliveryQuery, replay, type Webhook } from './queries'

function Code({ label, text }: { label: string; text: string }) {
  return (
    <section aria-label={label} className="flex flex-col gap-1">
      <h3 className="font-medium">{label}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
      <pre dir="ltr" tabIndex={0} className="max-h-64 overflow-auto rounded-md bg-hover p-2 text-sm">
        {text}
      </pre>
    </section>
  )
}

function Attempts({ found }: { found: Detailed }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (found.attempt_log.length === 0) return <p className="text-muted">{t('webhooks.notYet')}</p>
  return (
    <ol className="flex flex-col gap-2">
      {found.attempt_log.map((one) => (
        <li key={`${one.number} ${one.at}`} className="rounded-md border border-line p-2">
          <p className="flex flex-wrap gap-x-3">
            <span className="font-medium">
              <Outcome status={one.status} fault={one.fault} />
            </span>
            <span className="text-muted">
              <RelativeTime plain value={one.at} /> · {format.number(one.took_ms)} ms
            </span>
          </p>
          {one.answer ? (
            <pre dir="auto" className="mt-1 max-h-32 overflow-auto text-sm whitespace-pre-wrap break-all">
              {one.answer}
            </pre>
          ) : null}
        </li>
      ))}
    </ol>
  )
}

/** One delivery: each attempt, what came back, and what would be sent now. */
export function DeliveryDialog({
  webhook,
  id,
  mayChange,
  onClose,
}: {
  webhook: Webhook
  id: number
  mayChange: boolean
  onClose: () => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const query = useQuery(deliveryQuery(webhook.id, id))
  const found = query.data
  const again = useMutation({
    mutationFn: () => replay(client, webhook.id, id),
    onSuccess: () => toast.success(t('webhooks.sentAgain')),
    onError: (error) => toast.error(errorText(error)),
  })
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={found?.type ?? t('webhooks.delivery')}
      footer={
        <>
          {mayChange && found ? (
            <Button disabled={!webhook.enabled} busy={again.isPending} onClick={() => again.mutate()}>
              {t('webhooks.replay')}
            </Button>
          ) : null}
          <Button kind="primary" onClick={onClose}>
            {t('ui.close')}
          </Button>
        </>
      }
    >
      {query.isError ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : found ? (
        <div className="flex flex-col gap-4">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <State state={found.state} />
            <code className="break-all text-muted">{found.message_id}</code>
          </p>
          {found.next_attempt_at && found.attempts > 0 ? (
            <p className="text-muted">
              {t('webhooks.nextAttempt')} <RelativeTime plain value={found.next_attempt_at} />
            </p>
          ) : null}
          <section className="flex flex-col gap-1">
            <h3 className="font-medium">{t('webhooks.attempts')}</h3>
            <Attempts found={found} />
          </section>
          {found.payload ? (
            <Code label={t('webhooks.payload')} text={JSON.stringify(found.payload, null, 2)} />
          ) : (
            <p className="text-muted">{t('webhooks.noPayload')}</p>
          )}
        </div>
      ) : (
        <SkeletonRows rows={4} />
      )}
    </Dialog>
  )
}
