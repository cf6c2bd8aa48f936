import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Dialog, Field, InlineFailure, Textarea } from '@/ui'
import { toast } from '@/ui/toast'
import { type Forbidden, permit } from './queries'

/** A number may be called again. The audit keeps who said so, and why. */
export function PermitDialog({ entry, onClose }: { entry: Forbidden; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const remove = useMutation({
    mutationFn: () => permit(client, entry.id, reason.trim()),
    onSuccess: () => {
      toast.success(t('callingSettings.dnc.removed'))
      onClose()
    },
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t('callingSettings.dnc.removeOf', { number: entry.number ?? t('callingSettings.dnc.erased') })}
      description={t('callingSettings.dnc.removeText')}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button
            kind="danger"
            busy={remove.isPending}
            disabled={reason.trim() === ''}
            onClick={() => remove.mutate()}
          >
            {t('callingSettings.dnc.removeAction')}
          </Button>
        </>
      }
    >
      <Field label={t('callingSettings.dnc.removeReason')} hint={t('callingSettings.dnc.removeReasonHint')}>
        {(control) => (
          <Textarea
            {...control}
            dir="auto"
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <InlineFailure error={remove.error} />
    </Dialog>
  )
}
