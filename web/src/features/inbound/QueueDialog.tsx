import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as v from 'valibot'
import { asNumber, whole } from '@/features/calling-settings/numbers'
import { skillsOf } from '@/features/campaigns/fields'
import { line, useAppForm } from '@/hooks/useAppForm'
import { Field, FormDialog, InlineFailure, Input, Select } from '@/ui'
import { toast } from '@/ui/toast'
import { type Queue, saveQueue } from './queries'

const OVERFLOWS = ['callback', 'hang_up'] as const
const schema = v.object({
  name: line(80),
  skills: v.pipe(v.string(), v.maxLength(800, 'validation.tooLong')),
  ring_s: v.pipe(
    v.string(),
    v.trim(),
    v.check(
      (text) => text === '0' || (/^\d{1,3}$/.test(text) && Number(text) >= 5 && Number(text) <= 120),
      'inbound.range.ring',
    ),
  ),
  wait_s: whole(10, 7200, 'inbound.range.wait'),
  most_waiting: whole(1, 1000, 'inbound.range.most'),
})

/** A queue for people who called us: who may take from it, and what becomes of who waits too long. */
export function QueueDialog({ queue, onClose }: { queue: Queue | null; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [overflow, setOverflow] = useState<Queue['overflow']>(queue?.overflow ?? 'callback')
  const form = useAppForm(schema, {
    defaultValues: {
      name: queue?.name ?? '',
      skills: queue?.skills.join(', ') ?? '',
      ring_s: String(queue?.ring_s ?? 20),
      wait_s: String(queue?.wait_s ?? 600),
      most_waiting: String(queue?.most_waiting ?? 50),
    },
    onSubmit: async (values) => {
      await saveQueue(client, queue?.id ?? null, {
        name: values.name,
        skills: skillsOf(values.skills),
        ring_s: asNumber(values.ring_s),
        wait_s: asNumber(values.wait_s),
        most_waiting: asNumber(values.most_waiting),
        overflow,
      })
      toast.success(t('inbound.saved'))
      onClose()
    },
  })
  return (
    <FormDialog
      wide
      title={queue ? t('inbound.queue.edit', { name: queue.name }) : t('inbound.queue.add')}
      action={t('inbound.save')}
      busy={form.busy}
      onClose={onClose}
      onSubmit={form.submit}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('inbound.name')} error={form.error('name')}>
          {(control) => <Input {...control} {...form.register('name')} dir="auto" />}
        </Field>
        <Field label={t('campaigns.skills')} hint={t('campaigns.skillsHint')} error={form.error('skills')}>
          {(control) => <Input {...control} {...form.register('skills')} dir="auto" />}
        </Field>
        <Field label={t('inbound.ring')} hint={t('inbound.ringHint')} error={form.error('ring_s')}>
          {(control) => <Input {...control} {...form.register('ring_s')} inputMode="numeric" />}
        </Field>
        <Field label={t('inbound.wait')} hint={t('inbound.waitHint')} error={form.error('wait_s')}>
          {(control) => <Input {...control} {...form.register('wait_s')} inputMode="numeric" />}
        </Field>
        <Field label={t('inbound.most')} hint={t('inbound.mostHint')} error={form.error('most_waiting')}>
          {(control) => <Input {...control} {...form.register('most_waiting')} inputMode="numeric" />}
        </Field>
        <Field label={t('inbound.overflowLabel')} hint={t('inbound.overflowHint')}>
          {(control) => (
            <Select
              {...control}
              value={overflow}
              onChange={setOverflow}
              options={OVERFLOWS.map((value) => ({ value, label: t(`inbound.overflow.${value}`) }))}
            />
          )}
        </Field>
      </div>
      <InlineFailure error={form.failure} />
    </FormDialog>
  )
}
