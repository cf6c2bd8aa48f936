import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton, Input, Select } from '@/ui'
import {
  FIELD_NAMES,
  type FieldName,
  isChosen,
  type Line,
  newLine,
  operatorsOf,
  type Problem,
  takesMany,
  VALUES,
} from './conditions'
import { useValueText } from './words'

const MOST = 20

/** What a rule asks of a lead: all lines have to hold. Without a line it fits every lead. */
export function ConditionLines({
  lines,
  problems,
  onChange,
}: {
  lines: Line[]
  problems: Map<number, Problem>
  onChange: (lines: Line[]) => void
}) {
  const { t } = useTranslation()
  const change = (id: number, to: Partial<Line>) =>
    onChange(lines.map((line) => (line.id === id ? { ...line, ...to } : line)))
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 font-medium">{t('routingRules.conditions')}</legend>
      {lines.length === 0 ? <p className="text-sm text-muted">{t('routingRules.alwaysHint')}</p> : null}
      {lines.map((line, place) => (
        <OneLine
          key={line.id}
          line={line}
          place={place + 1}
          problem={problems.get(line.id)}
          onChange={(to) => change(line.id, to)}
          onRemove={() => onChange(lines.filter((each) => each.id !== line.id))}
        />
      ))}
      {lines.length < MOST ? (
        <Button size="sm" className="self-start" onClick={() => onChange([...lines, newLine()])}>
          <Plus aria-hidden />
          {t('routingRules.addCondition')}
        </Button>
      ) : null}
    </fieldset>
  )
}

function OneLine({
  line: { field, operator, value },
  place,
  problem,
  onChange,
  onRemove,
}: {
  line: Line
  place: number
  problem: Problem | undefined
  onChange: (to: Partial<Line>) => void
  onRemove: () => void
}) {
  const { t } = useTranslation()
  const id = useId()
  const choose = (next: FieldName) => {
    const kept = operatorsOf(next).includes(operator) ? operator : operatorsOf(next)[0]
    onChange({ field: next, operator: kept, value: VALUES[next] || VALUES[field] ? '' : value })
  }
  return (
    <div className="flex flex-col gap-1">
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] gap-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.2fr)_auto]">
        <Select
          aria-label={t('routingRules.fieldOf', { place })}
          value={field}
          onChange={choose}
          options={FIELD_NAMES.map((each) => ({ value: each, label: t(`routingRules.field.${each}`) }))}
        />
        <Select
          aria-label={t('routingRules.operatorOf', { place })}
          value={operator}
          onChange={(next) =>
            onChange({
              operator: next,
              value: next === 'exists' ? 'true' : operator === 'exists' ? '' : value,
            })
          }
          options={operatorsOf(field).map((each) => ({
            value: each,
            label: t(`routingRules.operator.${each}`),
          }))}
        />
        <span className="col-span-3 min-w-0 max-sm:order-last sm:col-span-1">
          <Value
            field={field}
            operator={operator}
            value={value}
            label={t('routingRules.valueOf', { place })}
            problemId={problem ? id : undefined}
            onChange={(next) => onChange({ value: next })}
          />
        </span>
        <IconButton label={t('routingRules.removeCondition', { place })} onClick={onRemove}>
          <X aria-hidden />
        </IconButton>
      </div>
      <p id={id} aria-live="polite" className="text-sm text-urgent empty:hidden">
        {problem ? t(`routingRules.problem.${problem}`) : null}
      </p>
    </div>
  )
}

function Value({
  field,
  operator,
  value,
  label,
  problemId,
  onChange,
}: {
  field: FieldName
  operator: Line['operator']
  value: string
  label: string
  problemId: string | undefined
  onChange: (value: string) => void
}) {
  const { t } = useTranslation()
  const valueText = useValueText()
  const control = {
    'aria-label': label,
    'aria-describedby': problemId,
    'aria-invalid': problemId ? (true as const) : undefined,
  }
  if (operator === 'exists') {
    return (
      <Select
        {...control}
        value={value === 'false' ? 'false' : 'true'}
        onChange={onChange}
        options={[
          { value: 'true', label: t('routingRules.given') },
          { value: 'false', label: t('routingRules.notGiven') },
        ]}
      />
    )
  }
  if (isChosen(field, operator)) {
    return (
      <Select
        {...control}
        value={value || undefined}
        onChange={onChange}
        placeholder={t('routingRules.choose')}
        options={(VALUES[field] ?? []).map((each) => ({ value: each, label: valueText(field, each) }))}
      />
    )
  }
  return (
    <Input
      {...control}
      dir="auto"
      autoComplete="off"
      maxLength={500}
      placeholder={takesMany(operator) ? t('routingRules.withCommas') : undefined}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
