import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as v from 'valibot'
import { line, useAppForm } from '@/hooks/useAppForm'
import { Field, FormDialog, InlineFailure, Input, Select, Switch, Textarea } from '@/ui'
import { toast } from '@/ui/toast'
import { MenuLines } from './MenuLines'
import { linesOf, type Menu, menuOf } from './menu'
import { type NumberBody, type OurNumber, type Queue, saveNumber } from './queries'

const LANGUAGES = ['en-US', 'en-GB', 'de-DE', 'es-ES', 'ru-RU', 'fr-FR', 'it-IT'] as const
const words = (most: number) => v.pipe(v.string(), v.maxLength(most, 'validation.tooLong'))
const schema = v.object({
  number: line(40),
  name: words(80),
  greeting: words(1000),
  say: words(1000),
  hours: words(200),
  time_zone: line(64),
  closed_text: words(1000),
})

/** A number of ours: what its callers hear, and where they go. */
export function NumberDialog({
  number,
  queues,
  onClose,
}: {
  number: OurNumber | null
  queues: Queue[]
  onClose: () => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const menu = (number?.menu ?? null) as Menu | null
  const [queue, setQueue] = useState(String(number?.queue_id ?? queues[0]?.id ?? ''))
  const [language, setLanguage] = useState(number?.language ?? 'en-US')
  const [enabled, setEnabled] = useState(number?.enabled ?? true)
  const [lines, setLines] = useState(linesOf(menu))
  const form = useAppForm(schema, {
    defaultValues: {
      number: number?.number ?? '',
      name: number?.name ?? '',
      greeting: number?.greeting ?? '',
      say: menu?.say ?? '',
      hours: number?.hours ?? '',
      time_zone: number?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
      closed_text: number?.closed_text ?? '',
    },
    onSubmit: async ({ say, hours, ...values }) => {
      const body = {
        ...values,
        hours: hours.trim() || null,
        queue_id: Number(queue),
        language,
        enabled,
        menu: menuOf(say, lines),
      }
      await saveNumber(client, number?.id ?? null, body as NumberBody)
      toast.success(t('inbound.saved'))
      onClose()
    },
  })
  const languages = [...new Set([language, ...LANGUAGES])]
  const text = (name: 'greeting' | 'closed_text', label: string, hint: string) => (
    <Field label={label} hint={hint} error={form.error(name)}>
      {(control) => <Textarea {...control} {...form.register(name)} rows={2} dir="auto" />}
    </Field>
  )
  return (
    <FormDialog
      wide
      title={number ? t('inbound.number.edit', { number: number.number }) : t('inbound.number.add')}
      action={t('inbound.save')}
      busy={form.busy}
      onClose={onClose}
      onSubmit={form.submit}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('inbound.number.label')} hint={t('inbound.number.hint')} error={form.error('number')}>
          {(control) => <Input {...control} {...form.register('number')} type="tel" dir="ltr" />}
        </Field>
        <Field label={t('inbound.name')} error={form.error('name')}>
          {(control) => <Input {...control} {...form.register('name')} dir="auto" />}
        </Field>
        <Field label={t('inbound.number.queue')} hint={t('inbound.number.queueHint')}>
          {(control) => (
            <Select
              {...control}
              value={queue}
              onChange={setQueue}
              options={queues.map(({ id: value, name }) => ({ value: String(value), label: name }))}
            />
          )}
        </Field>
        <Field label={t('inbound.number.language')} hint={t('inbound.number.languageHint')}>
          {(control) => (
            <Select
              {...control}
              value={language}
              onChange={setLanguage}
              options={languages.map((value) => ({ value, label: value }))}
            />
          )}
        </Field>
        <Field
          label={t('inbound.number.hours')}
          hint={t('inbound.number.hoursHint')}
          error={form.error('hours')}
        >
          {(control) => (
            <Input {...control} {...form.register('hours')} dir="ltr" placeholder="mon-fri 09:00-18:00" />
          )}
        </Field>
        <Field label={t('inbound.number.zone')} error={form.error('time_zone')}>
          {(control) => <Input {...control} {...form.register('time_zone')} dir="ltr" />}
        </Field>
      </div>
      {text('greeting', t('inbound.number.greeting'), t('inbound.number.greetingHint'))}
      <MenuLines lines={lines} queues={queues} onChange={setLines} />
      {lines.length > 0 ? (
        <Field label={t('inbound.menu.say')} hint={t('inbound.menu.sayHint')} error={form.error('say')}>
          {(control) => <Textarea {...control} {...form.register('say')} rows={2} dir="auto" />}
        </Field>
      ) : null}
      {text('closed_text', t('inbound.number.closed'), t('inbound.number.closedHint'))}
      <Switch checked={enabled} onChange={setEnabled} label={t('inbound.number.enabled')} />
      <InlineFailure error={form.failure} />
    </FormDialog>
  )
}
