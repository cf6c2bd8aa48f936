import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Download, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { campaignsQuery } from '@/features/campaigns/queries'
import { useFormat } from '@/hooks/useFormat'
import { apiUrl } from '@/services/http'
import { LEAD_PRIORITIES, type LeadImport } from '@/services/types'
import {
  Button,
  ConfirmDialog,
  Failure,
  Field,
  InlineFailure,
  Input,
  Section,
  Select,
  SkeletonRows,
  StatusPill,
  Table,
  Td,
  Th,
  Tile,
  Tiles,
  type Tone,
  Tr,
} from '@/ui'
import { Mapping } from './Mapping'
import {
  actOnImport,
  type ImportAct,
  type ImportChange,
  importPath,
  importQuery,
  setUpImport,
} from './queries'

export const STATE_TONES: Record<LeadImport['state'], Tone> = {
  uploaded: 'info',
  checked: 'waiting',
  running: 'waiting',
  done: 'good',
  undone: 'neutral',
  failed: 'urgent',
}

/** An import from its file to its leads: mapped, tried, brought in, and taken back if it was wrong. */
export function OneImport({ id }: { id: number }) {
  const { data: one, error, refetch } = useQuery(importQuery(id))
  if (error && !one) return <Failure error={error} onRetry={() => void refetch()} />
  if (!one) return <SkeletonRows rows={8} />
  return <Shown one={one} />
}

function Shown({ one }: { one: LeadImport }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const format = useFormat()
  const [asked, setAsked] = useState(false)
  const change = useMutation({ mutationFn: (given: ImportChange) => setUpImport(client, one.id, given) })
  const act = useMutation({ mutationFn: (which: ImportAct) => actOnImport(client, one.id, which) })
  const open = one.state === 'uploaded' || one.state === 'checked'
  const busy = one.doing !== null || act.isPending
  const mapped = Object.values(one.mapping).some((field) => field === 'phone' || field === 'email')
  return (
    <div className="flex flex-col gap-8">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="min-w-0 text-lg font-semibold break-all">{one.name}</h2>
        <StatusPill tone={STATE_TONES[one.state]}>{t(`imports.state.${one.state}`)}</StatusPill>
        <span className="text-sm text-muted">
          {t('imports.read', {
            size: format.bytes(one.size),
            encoding: one.encoding,
            delimiter: one.delimiter === '\t' ? 'TAB' : one.delimiter,
          })}
        </span>
      </div>
      {one.problem ? <p className="text-urgent">{one.problem}</p> : null}
      {one.doing ? <Progress doing={one.doing} share={one.progress} /> : null}
      {open ? (
        <>
          <Section title={t('imports.mapping')} hint={t('imports.mappingHint')}>
            <Mapping one={one} disabled={busy} onChange={(mapping) => change.mutate({ mapping })} />
          </Section>
          <Section title={t('imports.everyRow')}>
            <Defaults one={one} disabled={busy} onChange={(given) => change.mutate(given)} />
          </Section>
        </>
      ) : null}
      {one.counts.rows > 0 ? <Counts one={one} /> : null}
      {one.errors.length > 0 ? <Errors one={one} /> : null}
      <InlineFailure error={change.error ?? act.error} />
      <div className="flex flex-wrap gap-2">
        {open ? (
          <Button
            kind={one.state === 'uploaded' ? 'primary' : 'secondary'}
            size="lg"
            busy={busy || change.isPending}
            disabled={!mapped}
            onClick={() => act.mutate('check')}
          >
            {t('imports.check')}
          </Button>
        ) : null}
        {one.state === 'checked' ? (
          <Button
            kind="primary"
            size="lg"
            busy={busy}
            disabled={one.counts.new + one.counts.updated === 0}
            onClick={() => act.mutate('commit')}
          >
            {t('imports.bringIn', {
              count: one.counts.new + one.counts.updated,
              number: format.number(one.counts.new + one.counts.updated),
            })}
          </Button>
        ) : null}
        {one.state === 'done' ? (
          <>
            <Button asChild kind="primary">
              <Link to="/leads/{-$leadId}" params={{ leadId: undefined }} search={{ import: one.id }}>
                {t('imports.toLeads')}
              </Link>
            </Button>
            <Button busy={busy} onClick={() => setAsked(true)}>
              <Undo2 aria-hidden />
              {t('imports.undo')}
            </Button>
          </>
        ) : null}
      </div>
      {!mapped && open ? <p className="text-sm text-waiting">{t('imports.needsNumber')}</p> : null}
      <ConfirmDialog
        open={asked}
        onOpenChange={setAsked}
        title={t('imports.undo')}
        description={t('imports.undoText')}
        action={t('imports.undo')}
        onConfirm={() => {
          setAsked(false)
          act.mutate('undo')
        }}
      />
    </div>
  )
}

function Progress({ doing, share }: { doing: NonNullable<LeadImport['doing']>; share: number }) {
  const { t } = useTranslation()
  const percent = Math.round(share * 100)
  return (
    <div className="flex flex-col gap-1">
      <p aria-live="polite">{t(`imports.doing.${doing}`, { percent })}</p>
      <progress
        className="h-2 w-full accent-accent"
        max={100}
        value={percent}
        aria-label={t('imports.progress')}
      />
    </div>
  )
}

function Defaults({
  one,
  disabled,
  onChange,
}: {
  one: LeadImport
  disabled: boolean
  onChange: (change: ImportChange) => void
}) {
  const { t } = useTranslation()
  const { data: campaigns } = useQuery(campaignsQuery)
  const { defaults } = one
  const set = (given: Partial<LeadImport['defaults']>) => onChange({ defaults: { ...defaults, ...given } })
  return (
    <div className="grid grid-cols-1 items-end gap-4 sm:grid-cols-2 lg:grid-cols-4">
      <Field label={t('imports.field.source')}>
        {(control) => (
          <Input
            {...control}
            disabled={disabled}
            defaultValue={defaults.source}
            onBlur={(event) => event.target.value !== defaults.source && set({ source: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('imports.field.priority')}>
        {(control) => (
          <Select
            {...control}
            disabled={disabled}
            value={defaults.priority}
            onChange={(priority) => set({ priority })}
            options={LEAD_PRIORITIES.map((value) => ({
              value: value as string,
              label: t(`leads.priority.${value}`),
            }))}
          />
        )}
      </Field>
      <Field label={t('imports.campaign')}>
        {(control) => (
          <Select
            {...control}
            disabled={disabled}
            value={String(defaults.campaign_id ?? 'none')}
            onChange={(id) => set({ campaign_id: id === 'none' ? null : Number(id) })}
            options={[
              { value: 'none', label: t('imports.noCampaign') },
              ...(campaigns ?? []).map((each) => ({ value: String(each.id), label: each.name })),
            ]}
          />
        )}
      </Field>
      <Field label={t('imports.onDuplicate')}>
        {(control) => (
          <Select
            {...control}
            disabled={disabled}
            value={one.on_duplicate}
            onChange={(on_duplicate) => onChange({ on_duplicate })}
            options={[
              { value: 'skip', label: t('imports.skip') },
              { value: 'update', label: t('imports.update') },
            ]}
          />
        )}
      </Field>
    </div>
  )
}

function Counts({ one }: { one: LeadImport }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { counts } = one
  const shown = [
    ['rows', counts.rows],
    ['new', counts.new],
    ['updated', counts.updated],
    ['duplicates', counts.duplicates],
    ['errors', counts.errors],
    ['do_not_call', counts.do_not_call],
    ['undone', counts.undone],
    ['left', counts.left],
  ] as const
  return (
    <Section title={one.state === 'checked' ? t('imports.wouldBe') : t('imports.was')}>
      <Tiles label={t('imports.was')}>
        {shown
          .filter(([name, value]) => value > 0 || ['rows', 'new', 'errors'].includes(name))
          .map(([name, value]) => (
            <Tile
              key={name}
              label={t(`imports.count.${name}`)}
              value={format.number(value)}
              tone={name === 'errors' && value > 0 ? 'urgent' : undefined}
            />
          ))}
      </Tiles>
    </Section>
  )
}

function Errors({ one }: { one: LeadImport }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Section
      title={t('imports.errors', { count: one.counts.errors, number: format.number(one.counts.errors) })}
      actions={
        <Button asChild size="sm">
          <a href={apiUrl(importPath(one.id, '/errors.csv'))} download>
            <Download aria-hidden />
            {t('imports.errorFile')}
          </a>
        </Button>
      }
    >
      <Table label={t('imports.firstErrors')}>
        <thead>
          <tr>
            <Th numeric>{t('imports.line')}</Th>
            <Th>{t('imports.reason')}</Th>
          </tr>
        </thead>
        <tbody>
          {one.errors.slice(0, 20).map((fault) => (
            <Tr key={`${fault.line}-${fault.reason}`}>
              <Td numeric className="w-20">
                {format.number(fault.line)}
              </Td>
              <Td>{fault.reason}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}
