import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as v from 'valibot'
import { useAppForm } from '@/hooks/useAppForm'
import { Field, FormDialog, InlineFailure, Input, Select, Textarea } from '@/ui'
import { toast } from '@/ui/toast'
import { askFor, type Kind } from './queries'

const schema = v.object({
  email: v.pipe(v.string(), v.trim(), v.maxLength(254, 'validation.tooLong')),
  phone: v.pipe(v.string(), v.trim(), v.maxLength(64, 'validation.tooLong')),
  reason: v.pipe(v.string(), v.trim(), v.maxLength(2000, 'validation.tooLong')),
})

/** Somebody without an account wrote or called. */
export function AskForDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [kind, setKind] = useState<Kind>('access')
  const form = useAppForm(schema, {
    defaultValues: { email: '', phone: '', reason: '' },
    onSubmit: async (values) => {
      await askFor(client, { kind, ...values })
      toast.success(t('privacy.noted'))
      onClose()
    },
  })
  return (
    <FormDialog
      title={t('privacy.askFor')}
      description={t('privacy.askForText')}
      action={t('privacy.note')}
      busy={form.busy}
      onClose={onClose}
      onSubmit={form.submit}
    >
      <Field label={t('privacy.what')}>
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={setKind}
            options={(['access', 'deletion'] as const).map((value) => ({
              value,
              label: t(`privacy.kind.${value}`),
            }))}
          />
        )}
      </Field>
      <Field label={t('fields.email')} error={form.error('email')}>
        {(control) => <Input {...control} {...form.register('email')} type="email" autoComplete="off" />}
      </Field>
      <Field label={t('privacy.phone')} error={form.error('phone')}>
        {(control) => (
          <Input {...control} {...form.register('phone')} type="tel" dir="ltr" autoComplete="off" />
        )}
      </Field>
      <Field label={t('privacy.reasonOf')} error={form.error('reason')}>
        {(control) => <Textarea {...control} {...form.register('reason')} rows={2} />}
      </Field>
      <InlineFailure error={form.failure} />
    </FormDialog>
  )
}
