import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import * as v from 'valibot'
import { line, useAppForm } from '@/hooks/useAppForm'
import { Field, FormDialog, InlineFailure, Input, Textarea } from '@/ui'
import { toast } from '@/ui/toast'
import { forbid } from './queries'

const schema = v.object({
  number: line(64),
  reason: v.pipe(v.string(), v.trim(), v.maxLength(500, 'validation.tooLong')),
})

/** One number that must not be called any more: by nobody here, or not by one campaign. */
export function ForbidDialog({ campaign, onClose }: { campaign?: number; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useAppForm(schema, {
    defaultValues: { number: '', reason: '' },
    onSubmit: async (values) => {
      const made = await forbid(client, { ...values, campaign_id: campaign ?? null })
      toast.success(t('callingSettings.dnc.added', { number: made.number ?? values.number }))
      onClose()
    },
  })
  return (
    <FormDialog
      title={t('callingSettings.dnc.add')}
      action={t('callingSettings.dnc.add')}
      busy={form.busy}
      onClose={onClose}
      onSubmit={form.submit}
    >
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
    </FormDialog>
  )
}
