import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GameRule } from '@/features/games/queries'
import { useFormat } from '@/hooks/useFormat'
import { Button, Dialog, Field, IconButton, InlineFailure, Input, Select, SkeletonRows } from '@/ui'
import { toast } from '@/ui/toast'
import { ConditionValue } from './ConditionValue'
import { conditionsOf, faultOf, type Line, linesOf, newLine, wordsOf } from './conditions'
import { type DryRun, type Kind, keep, kindsQuery, type NewRule, tryRule } from './queries'

const MOST = 10

export function RuleDialog({ rule, onClose }: { rule: GameRule | null; onClose: () => void }) {
  const { t } = useTranslation()
  const { data: kinds } = useQuery(kindsQuery)
  const id = useId()
  const [name, setName] = useState(rule?.name ?? '')
  const [chosen, setChosen] = useState(rule?.kind ?? 'ticket_resolved')
  const [points, setPoints] = useState(String(rule?.points ?? 10))
  const [cap, setCap] = useState(String(rule?.daily_cap ?? 50))
  const [lines, setLines] = useState(() => linesOf(rule?.conditions ?? []))
  const [tried, setTried] = useState(false)
  const client = useQueryClient()
  const kind = kinds?.find((one) => one.kind === chosen)
  const given = (): NewRule => ({
    name: name.trim() || '–',
    kind: chosen,
    conditions: kind ? conditionsOf(lines, kind) : [],
    points: Number(points),
    daily_cap: Number(cap),
    enabled: rule?.enabled ?? true,
  })
  const number = (text: string) =>
    /^\d{1,5}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 10_000
  const sound = number(points) && number(cap) && kind && !lines.some((line) => faultOf(line, kind))
  const save = useMutation({
    mutationFn: () => keep(client, 'rules', rule?.id ?? null, given()),
    onSuccess: () => {
      toast.success(t('gameSettings.saved'))
      onClose()
    },
  })
  const dry = useMutation({ mutationFn: () => tryRule(given()) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (name.trim() && sound) save.mutate()
  }
  const attempt = () => {
    setTried(true)
    if (sound) dry.mutate()
  }
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={rule ? t('gameSettings.edit', { name: rule.name }) : t('gameSettings.add.rules')}
      footer={
        <>
          <Button className="me-auto" busy={dry.isPending} onClick={attempt}>
            {t('gameSettings.dryRun')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" form={id} kind="primary" busy={save.isPending}>
            {t('gameSettings.save')}
          </Button>
        </>
      }
    >
      {!kinds || !kind ? (
        <SkeletonRows rows={4} />
      ) : (
        <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-5">
          <Field label={t('gameSettings.name')} error={tried && !name.trim() ? t('validation.required') : ''}>
            {(control) => (
              <Input
                {...control}
                dir="auto"
                autoComplete="off"
                maxLength={100}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <div className="grid grid-cols-1 gap-4 sm:grid-cols-[minmax(0,1fr)_7rem_9rem]">
            <Field label={t('gameSettings.when')}>
              {(control) => (
                <Select
                  {...control}
                  value={chosen}
                  onChange={(to) => {
                    setChosen(to)
                    setLines([])
                  }}
                  options={kinds.map((one) => ({
                    value: one.kind,
                    label: t(`gameSettings.kind.${one.kind}`),
                  }))}
                />
              )}
            </Field>
            <Field
              label={t('games.points')}
              error={tried && !number(points) ? t('validation.number') : undefined}
            >
              {(control) => (
                <Input
                  {...control}
                  inputMode="numeric"
                  value={points}
                  onChange={(event) => setPoints(event.target.value)}
                />
              )}
            </Field>
            <Field
              label={t('gameSettings.cap')}
              error={tried && !number(cap) ? t('validation.number') : undefined}
            >
              {(control) => (
                <Input
                  {...control}
                  inputMode="numeric"
                  value={cap}
                  onChange={(event) => setCap(event.target.value)}
                />
              )}
            </Field>
          </div>
          <Lines kind={kind} lines={lines} tried={tried} onChange={setLines} />
          <InlineFailure error={save.error ?? dry.error} />
          <div aria-live="polite">{dry.data ? <WouldGive run={dry.data} /> : null}</div>
        </form>
      )}
    </Dialog>
  )
}

function Lines({
  kind,
  lines,
  tried,
  onChange,
}: {
  kind: Kind
  lines: Line[]
  tried: boolean
  onChange: (lines: Line[]) => void
}) {
  const { t } = useTranslation()
  const change = (id: number, to: Partial<Line>) =>
    onChange(lines.map((line) => (line.id === id ? { ...line, ...to } : line)))
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 font-medium">{t('gameSettings.conditions')}</legend>
      {lines.length === 0 ? <p className="text-sm text-muted">{t('gameSettings.always')}</p> : null}
      {lines.map((line, nth) => {
        const field = kind.fields.find((one) => one.name === line.field)
        const fault = tried ? faultOf(line, kind) : null
        return (
          <div key={line.id} className="flex flex-col gap-1">
            <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] gap-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.2fr)_auto]">
              <Select
                aria-label={t('gameSettings.fieldOf', { place: nth + 1 })}
                value={line.field}
                onChange={(to) => {
                  const next = kind.fields.find((one) => one.name === to)
                  change(line.id, { field: to, op: next?.operators[0] ?? 'eq', value: '' })
                }}
                options={kind.fields.map((one) => ({
                  value: one.name,
                  label: t(`gameSettings.field.${one.name}`),
                }))}
              />
              <Select
                aria-label={t('gameSettings.operatorOf', { place: nth + 1 })}
                value={line.op}
                onChange={(op) =>
                  // Of several words one is left where one is compared.
                  change(line.id, { op, value: op === 'in' ? line.value : (wordsOf(line.value)[0] ?? '') })
                }
                options={(field?.operators ?? []).map((each) => ({
                  value: each,
                  label: t(`gameSettings.operator.${each}`),
                }))}
              />
              <span className="col-span-3 min-w-0 max-sm:order-last sm:col-span-1">
                <ConditionValue
                  label={t('gameSettings.valueOf', { place: nth + 1 })}
                  kind={kind}
                  line={line}
                  wrong={fault !== null}
                  onChange={(value) => change(line.id, { value })}
                />
              </span>
              <IconButton
                label={t('gameSettings.removeCondition', { place: nth + 1 })}
                onClick={() => onChange(lines.filter((each) => each.id !== line.id))}
              >
                <X aria-hidden />
              </IconButton>
            </div>
            <p aria-live="polite" className="text-sm text-urgent empty:hidden">
              {fault ? t(`validation.${fault}`) : null}
            </p>
          </div>
        )
      })}
      {lines.length < MOST ? (
        <Button size="sm" className="self-start" onClick={() => onChange([...lines, newLine(kind)])}>
          <Plus aria-hidden />
          {t('gameSettings.addCondition')}
        </Button>
      ) : null}
    </fieldset>
  )
}

function WouldGive({ run }: { run: DryRun }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <section className="flex flex-col gap-2 rounded-md border border-line p-3">
      <h3 className="font-medium">
        {t('gameSettings.wouldGive', { days: run.days, points: format.number(run.points) })}
      </h3>
      <p className="text-sm text-muted">
        {t('gameSettings.wouldGiveText', {
          facts: format.number(run.facts),
          matched: format.number(run.matched),
          repeated: format.number(run.repeated),
          capped: format.number(run.capped),
        })}
        {run.truncated ? ` ${t('gameSettings.truncated')}` : null}
      </p>
      {run.people.length > 0 ? (
        <ol className="flex flex-col">
          {run.people.slice(0, 10).map((one) => (
            <li key={one.user_id} className="flex justify-between gap-3 border-t border-line py-1">
              <bdi className="min-w-0 truncate">{one.name}</bdi>
              <span className="shrink-0 text-muted tabular-nums">
                {format.number(one.times)} × = {format.number(one.points)}
              </span>
            </li>
          ))}
        </ol>
      ) : null}
    </section>
  )
}
