import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as v from 'valibot'
import { useAppForm } from '@/hooks/useAppForm'
import type { Campaign } from '@/services/types'
import { Button, Field, type FieldControl, InlineFailure, Input, Select, Switch, Textarea } from '@/ui'
import { type CampaignBody, changeCampaign, createCampaign } from './acts'
import { scriptsQuery } from './queries'
import { MODES } from './words'

const NO_SCRIPT = 'none'
const words = (most: number) => v.pipe(v.string(), v.maxLength(most, 'validation.tooLong'))
const whole = v.pipe(v.string(), v.regex(/^\d{1,5}$/, 'validation.number'))
const typed = v.object({
  name: v.pipe(
    v.string(),
    v.trim(),
    v.nonEmpty('validation.required'),
    v.maxLength(200, 'validation.tooLong'),
  ),
  description: words(10_000),
  caller_id: words(64),
  hours: words(200),
  start_date: v.string(),
  end_date: v.string(),
  max_attempts: whole,
  wrap_up_s: whole,
  ring_timeout_s: whole,
  preview_s: whole,
  max_abandonment: v.pipe(v.string(), v.regex(/^\d(?:[.,]\d{1,2})?$/, 'validation.number')),
})
type Typed = v.InferOutput<typeof typed>

/** A form shows per cent and text, the API takes shares, numbers and nothing for what is empty. */
function bodyOf(written: Typed): CampaignBody {
  return {
    name: written.name,
    description: written.description,
    caller_id: written.caller_id,
    hours: written.hours.trim() || null,
    start_date: written.start_date || null,
    end_date: written.end_date || null,
    max_attempts: Number(written.max_attempts),
    wrap_up_s: Number(written.wrap_up_s),
    ring_timeout_s: Number(written.ring_timeout_s),
    preview_s: Number(written.preview_s),
    max_abandonment: Number(written.max_abandonment.replace(',', '.')) / 100,
  }
}

/** A new campaign, or one that is changed. */
export function CampaignForm({
  campaign,
  onDone,
}: {
  campaign?: Campaign
  onDone: (campaign: Campaign | null) => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { data: scripts = [] } = useQuery(scriptsQuery)
  const [mode, setMode] = useState<Campaign['mode']>(campaign?.mode ?? 'progressive')
  const [script, setScript] = useState(String(campaign?.script_id ?? NO_SCRIPT))
  const [machines, setMachines] = useState(campaign?.detect_machines ?? false)
  const [uk, setUk] = useState(campaign?.uk_rules ?? false)
  const [record, setRecord] = useState(campaign?.record_calls ?? false)
  const form = useAppForm<Typed>(typed, {
    defaultValues: {
      name: campaign?.name ?? '',
      description: campaign?.description ?? '',
      caller_id: campaign?.caller_id ?? '',
      hours: campaign?.hours ?? '',
      start_date: campaign?.start_date ?? '',
      end_date: campaign?.end_date ?? '',
      max_attempts: String(campaign?.max_attempts ?? 5),
      wrap_up_s: String(campaign?.wrap_up_s ?? 30),
      ring_timeout_s: String(campaign?.ring_timeout_s ?? 25),
      preview_s: String(campaign?.preview_s ?? 90),
      max_abandonment: String(Math.round((campaign?.max_abandonment ?? 0.03) * 10_000) / 100),
    },
    onSubmit: async (written) => {
      const body = {
        ...bodyOf(written),
        mode,
        script_id: script === NO_SCRIPT ? null : Number(script),
        detect_machines: machines,
        uk_rules: uk,
        record_calls: record,
      }
      onDone(campaign ? await changeCampaign(client, campaign, body) : await createCampaign(client, body))
    },
  })
  const field = (
    name: keyof Typed,
    label: string,
    hint?: string,
    control?: (control: FieldControl) => ReactNode,
  ) => (
    <Field label={label} hint={hint} error={form.error(name)}>
      {control ?? ((given) => <Input {...given} {...form.register(name)} dir="auto" />)}
    </Field>
  )
  const number = (name: keyof Typed, label: string, hint?: string) =>
    field(name, label, hint, (given) => (
      <Input {...given} {...form.register(name)} inputMode="decimal" className="max-w-28" />
    ))
  const date = (name: keyof Typed, label: string) =>
    field(name, label, undefined, (given) => <Input {...given} {...form.register(name)} type="date" />)
  return (
    <form noValidate onSubmit={form.submit} className="flex max-w-2xl flex-col gap-4">
      {field('name', t('campaigns.name'))}
      {field('description', t('campaigns.description'), undefined, (given) => (
        <Textarea {...given} {...form.register('description')} rows={2} />
      ))}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('campaigns.modeLabel')} hint={t(`campaigns.modeHint.${mode}`)}>
          {(control) => (
            <Select
              {...control}
              value={mode}
              onChange={setMode}
              options={MODES.map((value) => ({ value, label: t(`campaigns.mode.${value}`) }))}
            />
          )}
        </Field>
        <Field label={t('campaigns.script')} hint={t('campaigns.scriptHint')}>
          {(control) => (
            <Select
              {...control}
              value={script}
              onChange={setScript}
              options={[
                { value: NO_SCRIPT, label: t('campaigns.noScript') },
                ...scripts.map(({ id, name }) => ({ value: String(id), label: name })),
              ]}
            />
          )}
        </Field>
        {field('caller_id', t('campaigns.callerId'), t('campaigns.callerIdHint'))}
        {field('hours', t('campaigns.hours'), t('campaigns.hoursHint'))}
        {date('start_date', t('campaigns.from'))}
        {date('end_date', t('campaigns.until'))}
        {number('max_attempts', t('campaigns.attempts'), t('campaigns.attemptsHint'))}
        {number('wrap_up_s', t('campaigns.wrapUp'), t('campaigns.wrapUpHint'))}
        {number('ring_timeout_s', t('campaigns.ring'), t('campaigns.ringHint'))}
        {mode === 'preview'
          ? number('preview_s', t('campaigns.previewTime'), t('campaigns.previewTimeHint'))
          : null}
        {mode === 'predictive'
          ? number('max_abandonment', t('campaigns.abandonment'), t('campaigns.abandonmentHint'))
          : null}
      </div>
      <Switch
        checked={machines}
        onChange={setMachines}
        label={t('campaigns.machines')}
        hint={t('campaigns.machinesHint')}
      />
      <Switch checked={uk} onChange={setUk} label={t('campaigns.uk')} hint={t('campaigns.ukHint')} />
      <Switch
        checked={record}
        onChange={setRecord}
        label={t('campaigns.record')}
        hint={t('campaigns.recordHint')}
      />
      <InlineFailure error={form.failure} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="primary" busy={form.busy}>
          {campaign ? t('campaigns.save') : t('campaigns.create')}
        </Button>
        <Button kind="quiet" onClick={() => onDone(null)}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}
