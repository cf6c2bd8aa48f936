import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as v from 'valibot'
import { useSession } from '@/features/session/context'
import { useAppForm } from '@/hooks/useAppForm'
import { LEAD_PRIORITIES, LEAD_STAGES, type Lead } from '@/services/types'
import { Button, Field, InlineFailure, Input, Select, Textarea } from '@/ui'
import { changeLead, createLead, type LeadValues } from './acts'

const words = (most: number) => v.pipe(v.string(), v.maxLength(most, 'validation.tooLong'))
const typed = v.object({
  name: words(200),
  phone: words(40),
  email: words(254),
  source: words(100),
  tags: words(500),
  notes: words(10_000),
})
type Typed = v.InferOutput<typeof typed>

/** A new lead, or one that is changed. */
export function LeadForm({ lead, onDone }: { lead?: Lead; onDone: (lead: Lead | null) => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { user } = useSession()
  const [status, setStatus] = useState<Lead['status']>(lead?.status ?? 'new')
  const [priority, setPriority] = useState<Lead['priority']>(lead?.priority ?? 'medium')
  const form = useAppForm<Typed>(typed, {
    defaultValues: {
      name: lead?.name ?? '',
      phone: lead?.phone ?? '',
      email: lead?.email ?? '',
      source: lead?.source ?? '',
      tags: lead?.tags.join(', ') ?? '',
      notes: lead?.notes ?? '',
    },
    onSubmit: async (written) => {
      const values: LeadValues = { ...written, status, priority }
      onDone(
        lead ? await changeLead(client, lead, values, user.id) : await createLead(client, values, user.id),
      )
    },
  })
  return (
    <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
      <Field label={t('leads.name')} error={form.error('name')}>
        {(control) => <Input {...control} {...form.register('name')} dir="auto" />}
      </Field>
      <Field label={t('leads.phone')} hint={t('leads.phoneHint')} error={form.error('phone')}>
        {(control) => <Input {...control} {...form.register('phone')} type="tel" inputMode="tel" />}
      </Field>
      <Field label={t('leads.email')} error={form.error('email')}>
        {(control) => <Input {...control} {...form.register('email')} type="email" />}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t('leads.stageLabel')}>
          {(control) => (
            <Select
              {...control}
              value={status}
              onChange={setStatus}
              options={LEAD_STAGES.map((value) => ({ value, label: t(`leads.stage.${value}`) }))}
            />
          )}
        </Field>
        <Field label={t('leads.priorityLabel')}>
          {(control) => (
            <Select
              {...control}
              value={priority}
              onChange={setPriority}
              options={LEAD_PRIORITIES.map((value) => ({ value, label: t(`leads.priority.${value}`) }))}
            />
          )}
        </Field>
      </div>
      <Field label={t('leads.source')} error={form.error('source')}>
        {(control) => <Input {...control} {...form.register('source')} />}
      </Field>
      <Field label={t('leads.tags')} hint={t('leads.tagsHint')} error={form.error('tags')}>
        {(control) => <Input {...control} {...form.register('tags')} />}
      </Field>
      <Field label={t('leads.notes')} error={form.error('notes')}>
        {(control) => <Textarea {...control} {...form.register('notes')} rows={4} />}
      </Field>
      <InlineFailure error={form.failure} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="primary" busy={form.busy}>
          {lead ? t('leads.save') : t('leads.create')}
        </Button>
        <Button kind="quiet" onClick={() => onDone(null)}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}
