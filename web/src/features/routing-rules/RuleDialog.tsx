import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/services/errors'
import type { Colleague, RoutingRule, Team } from '@/services/types'
import { Field, FormDialog, InlineFailure, Input, Select } from '@/ui'
import { toast } from '@/ui/toast'
import { ConditionLines } from './ConditionLines'
import { conditionsOf, linesOf, newLine, problemsOf } from './conditions'
import { ACTIONS, type Action, addRule, changeRule } from './queries'

const EVERYBODY = 'everybody'

/** A new rule, or another's name, place, conditions and action. */
export function RuleDialog({
  rule,
  next,
  teams,
  people,
  onClose,
}: {
  rule: RoutingRule | null
  /** A new one's place: after all others. */
  next: number
  teams: Team[]
  people: Colleague[]
  onClose: () => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [name, setName] = useState(rule?.name ?? '')
  const [priority, setPriority] = useState(String(rule?.priority ?? next))
  const [lines, setLines] = useState(() => (rule ? linesOf(rule.conditions) : [newLine()]))
  const [action, setAction] = useState<Action>(rule?.action_type ?? 'round_robin')
  const [target, setTarget] = useState(rule?.action_value || (rule ? EVERYBODY : ''))
  const [tried, setTried] = useState(false)
  const problems = problemsOf(lines)
  const place = /^\d{1,7}$/.test(priority.trim()) && Number(priority) <= 1_000_000
  const everybodyFits = action === 'round_robin'
  const value = everybodyFits && (target === EVERYBODY || !target) ? '' : target
  const lacksTarget = !everybodyFits && (!value || value === EVERYBODY)
  const save = useMutation({
    mutationFn: () => {
      const given = {
        name: name.trim(),
        priority: Number(priority),
        conditions: conditionsOf(lines),
        action_type: action,
        action_value: value,
      }
      return rule ? changeRule(client, rule.id, given) : addRule(client, { ...given, enabled: true })
    },
    onSuccess: () => {
      toast.success(t('routingRules.saved'))
      onClose()
    },
  })
  const submit = () => {
    setTried(true)
    if (name.trim() && place && problems.size === 0 && !lacksTarget) save.mutate()
  }
  const told = save.error instanceof ApiError ? save.error.fieldErrors() : {}
  const targets =
    action === 'assign_to_agent'
      ? people.map((one) => ({ value: String(one.id), label: one.full_name }))
      : teams.map((one) => ({ value: String(one.id), label: one.name }))
  return (
    <FormDialog
      wide
      title={rule ? t('routingRules.edit', { name: rule.name }) : t('routingRules.add')}
      action={t('routingRules.save')}
      busy={save.isPending}
      className="gap-5"
      onClose={onClose}
      onSubmit={submit}
    >
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-[minmax(0,1fr)_10rem]">
        <Field
          label={t('routingRules.name')}
          error={tried && !name.trim() ? t('validation.required') : told.name}
        >
          {(control) => (
            <Input
              {...control}
              dir="auto"
              autoComplete="off"
              maxLength={200}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t('routingRules.place')}
          hint={t('routingRules.placeHint')}
          error={tried && !place ? t('validation.number') : told.priority}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              value={priority}
              onChange={(event) => setPriority(event.target.value)}
            />
          )}
        </Field>
      </div>
      <ConditionLines lines={lines} problems={tried ? problems : new Map()} onChange={setLines} />
      {told.conditions ? (
        <p role="alert" className="text-sm text-urgent">
          {told.conditions}
        </p>
      ) : null}
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Field label={t('routingRules.action')}>
          {(control) => (
            <Select
              {...control}
              value={action}
              onChange={(to) => {
                setAction(to)
                setTarget('')
              }}
              options={ACTIONS.map((each) => ({ value: each, label: t(`routingRules.actions.${each}`) }))}
            />
          )}
        </Field>
        <Field
          label={t(action === 'assign_to_agent' ? 'routingRules.person' : 'routingRules.whichTeam')}
          hint={targets.length === 0 && !everybodyFits ? t('routingRules.noTargets') : null}
          error={tried && lacksTarget ? t('validation.required') : told.action_value}
        >
          {(control) => (
            <Select
              {...control}
              value={target || (everybodyFits ? EVERYBODY : undefined)}
              onChange={setTarget}
              placeholder={t('routingRules.choose')}
              options={[
                ...(everybodyFits ? [{ value: EVERYBODY, label: t('routingRules.everybody') }] : []),
                ...targets,
              ]}
            />
          )}
        </Field>
      </div>
      <InlineFailure error={Object.keys(told).length > 0 ? null : save.error} />
    </FormDialog>
  )
}
