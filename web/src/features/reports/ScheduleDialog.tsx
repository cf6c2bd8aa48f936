import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as v from 'valibot'
import { useSession } from '@/features/session/context'
import { line, useAppForm } from '@/hooks/useAppForm'
import { Field, FormDialog, InlineFailure, Input, Select, Switch } from '@/ui'
import { toast } from '@/ui/toast'
import {
  FORMATS,
  languageOf,
  type NewSchedule,
  type ReportType,
  type Schedule,
  saveSchedule,
  TYPES,
} from './queries'

const FREQUENCIES = ['daily', 'weekly', 'monthly'] as const
const COVERED = ['yesterday', 'last_7_days', 'last_30_days', 'last_week', 'last_month'] as const
/** What a report of this rhythm is usually about. */
const USUAL = { daily: 'yesterday', weekly: 'last_week', monthly: 'last_month' } as const

export const addressesIn = (text: string) =>
  text
    .split(/[\s,;]+/)
    .map((one) => one.trim())
    .filter(Boolean)

const schema = v.object({
  name: line(200),
  at: v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'validation.required')),
  recipients: v.pipe(
    v.string(),
    v.check((text) => addressesIn(text).length > 0, 'validation.required'),
    v.check((text) => addressesIn(text).every((one) => /^\S+@\S+$/.test(one)), 'reports.notAddresses'),
    v.check((text) => addressesIn(text).length <= 20, 'reports.tooManyAddresses'),
  ),
})

/** When a report comes by e-mail, of which days, and to whom. */
export function ScheduleDialog({
  schedule,
  type: first,
  onClose,
}: {
  schedule: Schedule | null
  type: ReportType
  onClose: () => void
}) {
  const { t, i18n } = useTranslation()
  const client = useQueryClient()
  const { user } = useSession()
  const [chosen, setChosen] = useState({
    type: schedule?.type ?? first,
    frequency: schedule?.frequency ?? ('weekly' as const),
    covers: schedule?.covers ?? ('last_week' as const),
    weekday: schedule?.weekday ?? 1,
    month_day: schedule?.month_day ?? 1,
    format: schedule?.format ?? ('pdf' as const),
    is_active: schedule?.is_active ?? true,
  } satisfies Partial<NewSchedule>)
  const choose = (changes: Partial<typeof chosen>) => setChosen((before) => ({ ...before, ...changes }))
  const form = useAppForm(schema, {
    defaultValues: {
      name: schedule?.name ?? t(`reports.type.${first}`),
      at: schedule?.at ?? '08:00',
      recipients: schedule?.recipients.join(', ') ?? user.email,
    },
    onSubmit: async ({ name, at, recipients }) => {
      await saveSchedule(client, schedule?.id ?? null, {
        ...chosen,
        name,
        at,
        recipients: addressesIn(recipients),
        language: schedule?.language ?? languageOf(i18n.language),
      })
      toast.success(t('reports.scheduleSaved'))
      onClose()
    },
  })
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' })
  return (
    <FormDialog
      wide
      title={t(schedule ? 'reports.changeSchedule' : 'reports.newSchedule')}
      action={t('reports.saveSchedule')}
      busy={form.busy}
      onClose={onClose}
      onSubmit={form.submit}
    >
      <Field label={t('reports.nameOfReport')} error={form.error('name')}>
        {(control) => <Input {...control} {...form.register('name')} dir="auto" autoComplete="off" />}
      </Field>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Field label={t('reports.subject')}>
          {(control) => (
            <Select
              {...control}
              value={chosen.type}
              onChange={(type) => choose({ type })}
              options={TYPES.map((one) => ({ value: one, label: t(`reports.type.${one}`) }))}
            />
          )}
        </Field>
        <Field label={t('reports.covers')}>
          {(control) => (
            <Select
              {...control}
              value={chosen.covers}
              onChange={(covers) => choose({ covers })}
              options={COVERED.map((one) => ({ value: one, label: t(`reports.covered.${one}`) }))}
            />
          )}
        </Field>
        <Field label={t('reports.often')}>
          {(control) => (
            <Select
              {...control}
              value={chosen.frequency}
              onChange={(frequency) => choose({ frequency, covers: USUAL[frequency] })}
              options={FREQUENCIES.map((one) => ({ value: one, label: t(`reports.frequency.${one}`) }))}
            />
          )}
        </Field>
        {chosen.frequency === 'weekly' ? (
          <Field label={t('reports.weekday')}>
            {(control) => (
              <Select
                {...control}
                value={String(chosen.weekday)}
                onChange={(day) => choose({ weekday: Number(day) })}
                // 1 January 2024 was a Monday.
                options={[1, 2, 3, 4, 5, 6, 7].map((one) => ({
                  value: String(one),
                  label: weekday.format(Date.UTC(2024, 0, one)),
                }))}
              />
            )}
          </Field>
        ) : null}
        {chosen.frequency === 'monthly' ? (
          <Field label={t('reports.monthDay')} hint={t('reports.monthDayHint')}>
            {(control) => (
              <Select
                {...control}
                value={String(chosen.month_day)}
                onChange={(day) => choose({ month_day: Number(day) })}
                options={Array.from({ length: 31 }, (_, nth) => ({
                  value: String(nth + 1),
                  label: String(nth + 1),
                }))}
              />
            )}
          </Field>
        ) : null}
        <Field label={t('reports.at')} hint={t('reports.atHint')} error={form.error('at')}>
          {(control) => <Input {...control} {...form.register('at')} type="time" />}
        </Field>
        <Field label={t('reports.as')}>
          {(control) => (
            <Select
              {...control}
              value={chosen.format}
              onChange={(format) => choose({ format })}
              options={FORMATS.map((one) => ({ value: one, label: t(`reports.format.${one}`) }))}
            />
          )}
        </Field>
      </div>
      <Field
        label={t('reports.recipients')}
        hint={t('reports.recipientsHint')}
        error={form.error('recipients')}
      >
        {(control) => (
          <Input
            {...control}
            {...form.register('recipients')}
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <Switch
        checked={chosen.is_active}
        onChange={(active) => choose({ is_active: active })}
        label={t('reports.active')}
      />
      <InlineFailure error={form.failure} />
    </FormDialog>
  )
}
