import { useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import * as v from 'valibot'
import { useAppForm } from '@/hooks/useAppForm'
import { Button, Dialog, Field, InlineFailure, Input, Textarea } from '@/ui'
import { toast } from '@/ui/toast'
import { forbid } from './queries'

const schema = v.object({
  number: v.pipe(
    v.string(),
    v.trim(),
    v.nonEmpty('validation.required'),
    v.maxLength(64, 'validation.tooLong'),
  ),
  reason: v.pipe(v.string(), v.trim(), v.maxLength(500, 'validation.tooLong')),
})

/** One number that must not be called any more: by nobody here, or not by one campaign. */
export function ForbidDialog({ campaign, onClose }: { campaign?: number; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const id = useId()
  const form = useAppForm(schema, {
    defaultValues: { number: '', reason: '' },
    onSubmit: async (values) => {
      const made = await forbid(client, { ...values, campaign_id: campaign ?? null })
      toast.success(t('callingSettings.dnc.added', { number: made.number ?? values.number }))
      onClose()
    },
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t('callingSettings.dnc.add')}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" form={id} kind="primary" busy={form.busy}>
            {t('callingSettings.dnc.add')}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={form.submit} className="flex flex-col gap-4">
        <Field
          label={t('callingSettings.dnc.number')}
          hint={t('callingSettings.dnc.numberHint')}
          error={form.error('number')}
        >
          {(control) => (
            <Input {...control} {...form.register('number')} type="tel" dir="ltr" autoComplete="off" />
          )}
        </Field>
        <Field label={t('callingSettings.dnc.reason')} error={form.error('reason')}>
          {(control) => <Textarea {...control} {...form.register('reason')} rows={2} />}
        </Field>
        <InlineFailure error={form.failure} />
      </form>
    </Dialog>
  )
}
