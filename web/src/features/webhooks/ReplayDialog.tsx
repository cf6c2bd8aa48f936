import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Checkbox, Dialog, Field, InlineFailure, Select } from '@/ui'
import { toast } from '@/ui/toast'
import { replaySince, type Webhook } from './queries'

const SPANS = ['1', '6', '24', '72', '168', '720'] as const
const HOUR_MS = 3_600_000
/** What the server takes is thirty days by its own clock. */
const MARGIN_MS = 60_000

/** What was missed, or everything, since a time. */
export function ReplayDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [hours, setHours] = useState<(typeof SPANS)[number]>('24')
  const [deliveredToo, setDeliveredToo] = useState(false)
  const again = useMutation({
    mutationFn: () => {
      const since = new Date(Date.now() - Number(hours) * HOUR_MS + MARGIN_MS)
      return replaySince(client, webhook.id, since.toISOString(), deliveredToo)
    },
    onSuccess: (count) => {
      toast.success(t('webhooks.replayed', { count }))
      onClose()
    },
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t('webhooks.replaySince')}
      description={t('webhooks.replayText')}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" busy={again.isPending} onClick={() => again.mutate()}>
            {t('webhooks.replayAction')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t('webhooks.since')}>
          {(control) => (
            <Select
              {...control}
              value={hours}
              onChange={setHours}
              options={SPANS.map((value) => ({ value, label: t(`webhooks.span.${value}`) }))}
            />
          )}
        </Field>
        <Checkbox
          checked={deliveredToo}
          onChange={setDeliveredToo}
          label={t('webhooks.deliveredToo')}
          hint={t('webhooks.deliveredTooHint')}
        />
        <InlineFailure error={again.error} />
      </div>
    </Dialog>
  )
}
