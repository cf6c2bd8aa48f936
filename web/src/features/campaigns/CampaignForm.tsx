import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dialerQuery } from '@/features/calling-settings/queries'
import { teamsQuery } from '@/features/routing-rules/queries'
import { useSession } from '@/features/session/context'
import { useAppForm } from '@/hooks/useAppForm'
import type { Campaign } from '@/services/types'
import { Button, Field, type FieldControl, InlineFailure, Input, Select, Switch, Textarea } from '@/ui'
import { changeCampaign, createCampaign } from './acts'
import { bodyOf, draftOf, RETRIES, type Typed, typed } from './fields'
import { scriptsQuery } from './queries'
import { MODES } from './words'

const NONE = 'none'
const idOf = (value: string) => (value === NONE ? null : Number(value))

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
  const { data: teams = [] } = useQuery(teamsQuery)
  // What the house does where the campaign says nothing; it is there for those who supervise calls.
  const { data: house } = useQuery({
    ...dialerQuery,
    enabled: useSession().scopes.includes('calls:supervise'),
  })
  const [mode, setMode] = useState<Campaign['mode']>(campaign?.mode ?? 'progressive')
  const [script, setScript] = useState(String(campaign?.script_id ?? NONE))
  const [team, setTeam] = useState(String(campaign?.team_id ?? NONE))
  const [machines, setMachines] = useState(campaign?.detect_machines ?? false)
  const [uk, setUk] = useState(campaign?.uk_rules ?? false)
  const [record, setRecord] = useState(campaign?.record_calls ?? false)
  const form = useAppForm<Typed>(typed, {
    defaultValues: draftOf(campaign),
    onSubmit: async (written) => {
      const body = {
        ...bodyOf(written),
        mode,
        script_id: idOf(script),
        team_id: idOf(team),
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
  const number = (name: keyof Typed, label: string, hint?: string, placeholder?: string) =>
    field(name, label, hint, (given) => (
      <Input
        {...given}
        {...form.register(name)}
        inputMode="decimal"
        autoComplete="off"
        placeholder={placeholder}
        className="max-w-36"
      />
    ))
  const date = (name: keyof Typed, label: string) =>
    field(name, label, undefined, (given) => <Input {...given} {...form.register(name)} type="date" />)
  const retryOf = (outcome: string) => house?.retry[outcome] ?? house?.house_retry[outcome]
  return (
    <form noValidate onSubmit={form.submit} className="flex max-w-2xl flex-col gap-8">
      <div className="flex flex-col gap-4">
        {field('name', t('campaigns.name'))}
        {field('description', t('campaigns.description'), undefined, (given) => (
          <Textarea {...given} {...form.register('description')} rows={2} />
        ))}
      </div>
      <Group title={t('campaigns.group.dialling')}>
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
        {field('caller_id', t('campaigns.callerId'), t('campaigns.callerIdHint'))}
        {number('ring_timeout_s', t('campaigns.ring'), t('campaigns.ringHint'))}
        {mode === 'preview'
          ? number('preview_s', t('campaigns.previewTime'), t('campaigns.previewTimeHint'))
          : null}
        {mode === 'predictive'
          ? number('max_abandonment', t('campaigns.abandonment'), t('campaigns.abandonmentHint'))
          : null}
        <Wide>
          <Switch
            checked={machines}
            onChange={setMachines}
            label={t('campaigns.machines')}
            hint={t('campaigns.machinesHint')}
          />
          <Switch checked={uk} onChange={setUk} label={t('campaigns.uk')} hint={t('campaigns.ukHint')} />
        </Wide>
      </Group>
      <Group title={t('campaigns.group.when')} hint={t('campaigns.group.whenHint')}>
        <Wide>
          {field('hours', t('campaigns.hours'), t('campaigns.hoursHint'), (given) => (
            <Input
              {...given}
              {...form.register('hours')}
              dir="ltr"
              placeholder={house?.hours ?? house?.house_hours}
            />
          ))}
        </Wide>
        {date('start_date', t('campaigns.from'))}
        {date('end_date', t('campaigns.until'))}
      </Group>
      <Group title={t('campaigns.group.tries')} hint={t('campaigns.group.triesHint')}>
        <Wide>{number('max_attempts', t('campaigns.attempts'), t('campaigns.attemptsHint'))}</Wide>
        {Object.entries(RETRIES).map(([name, outcome]) => (
          <div key={name}>
            {number(
              name as keyof Typed,
              t(`campaigns.retry.${outcome}`),
              undefined,
              String(retryOf(outcome) ?? ''),
            )}
          </div>
        ))}
      </Group>
      <Group title={t('campaigns.group.people')}>
        <Field label={t('campaigns.team')} hint={t('campaigns.teamHint')}>
          {(control) => (
            <Select
              {...control}
              value={team}
              onChange={setTeam}
              options={[
                { value: NONE, label: t('campaigns.everybody') },
                ...teams.map(({ id, name }) => ({ value: String(id), label: name })),
              ]}
            />
          )}
        </Field>
        {field('skills', t('campaigns.skills'), t('campaigns.skillsHint'))}
        <Field label={t('campaigns.script')} hint={t('campaigns.scriptHint')}>
          {(control) => (
            <Select
              {...control}
              value={script}
              onChange={setScript}
              options={[
                { value: NONE, label: t('campaigns.noScript') },
                ...scripts.map(({ id, name }) => ({ value: String(id), label: name })),
              ]}
            />
          )}
        </Field>
        {number('wrap_up_s', t('campaigns.wrapUp'), t('campaigns.wrapUpHint'))}
        <Wide>
          <Switch
            checked={record}
            onChange={setRecord}
            label={t('campaigns.record')}
            hint={t('campaigns.recordHint')}
          />
        </Wide>
      </Group>
      <Group title={t('campaigns.group.money')}>
        {number('budget', t('campaigns.budget'), t('campaigns.budgetHint'))}
      </Group>
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

function Group({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col">
      <legend className="text-lg font-semibold">{title}</legend>
      {hint ? <p className="mt-1 max-w-[72ch] text-muted">{hint}</p> : null}
      <div className="mt-3 grid gap-4 sm:grid-cols-2">{children}</div>
    </fieldset>
  )
}

function Wide({ children }: { children: ReactNode }) {
  return <div className="flex flex-col gap-4 sm:col-span-2">{children}</div>
}
