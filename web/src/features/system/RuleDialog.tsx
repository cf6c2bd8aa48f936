import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as v from 'valibot'
import { useAppForm } from '@/hooks/useAppForm'
import { type AlertRule, SEVERITIES, type Severity } from '@/services/types'
import { Field, FormDialog, InlineFailure, Input, Select } from '@/ui'
import { toast } from '@/ui/toast'
import { changeRule } from './queries'
import { unitOf } from './series'
import { useMetricName } from './words'

const number = v.pipe(
  v.string(),
  v.trim(),
  v.nonEmpty('validation.required'),
  v.regex(/^\d+([.,]\d+)?$/, 'validation.number'),
)
const asNumber = (text: string) => Number(text.replace(',', '.'))

export const ruleSchema = v.pipe(
  v.object({
    raise_above: number,
    clear_below: number,
    samples: v.pipe(
      number,
      v.check(
        (text) => Number.isInteger(asNumber(text)) && asNumber(text) >= 1 && asNumber(text) <= 1000,
        'validation.samples',
      ),
    ),
  }),
  v.forward(
    v.check(
      ({ raise_above, clear_below }) => asNumber(clear_below) <= asNumber(raise_above),
      'validation.clearBelow',
    ),
    ['clear_below'],
  ),
)

/** When one alert is raised and cleared. */
export function RuleDialog({ rule, onClose }: { rule: AlertRule; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const name = useMetricName()
  const [severity, setSeverity] = useState<Severity>(rule.severity)
  const unit = t(`system.unit.${unitOf(rule.metric)}`)
  const edit = useAppForm(ruleSchema, {
    defaultValues: {
      raise_above: String(rule.raise_above),
      clear_below: String(rule.clear_below),
      samples: String(rule.samples),
    },
    onSubmit: async (values) => {
      await changeRule(client, rule.metric, {
        raise_above: asNumber(values.raise_above),
        clear_below: asNumber(values.clear_below),
        samples: asNumber(values.samples),
        severity,
      })
      toast.success(t('system.ruleSaved'))
      onClose()
    },
  })
  return (
    <FormDialog
      title={t('system.ruleFor', { name: name(rule.metric) })}
      action={t('system.saveRule')}
      busy={edit.busy}
      onClose={onClose}
      onSubmit={edit.submit}
    >
      <Field label={t('system.raiseAbove', { unit })} error={edit.error('raise_above')}>
        {(control) => <Input {...control} {...edit.register('raise_above')} inputMode="decimal" />}
      </Field>
      <Field
        label={t('system.clearBelow', { unit })}
        hint={t('system.clearBelowHint')}
        error={edit.error('clear_below')}
      >
        {(control) => <Input {...control} {...edit.register('clear_below')} inputMode="decimal" />}
      </Field>
      <Field label={t('system.samples')} hint={t('system.samplesHint')} error={edit.error('samples')}>
        {(control) => <Input {...control} {...edit.register('samples')} inputMode="numeric" />}
      </Field>
      <Field label={t('system.severityLabel')}>
        {(control) => (
          <Select
            {...control}
            value={severity}
            onChange={setSeverity}
            options={SEVERITIES.map((each) => ({ value: each, label: t(`system.severity.${each}`) }))}
          />
        )}
      </Field>
      <InlineFailure error={edit.failure} />
    </FormDialog>
  )
}
