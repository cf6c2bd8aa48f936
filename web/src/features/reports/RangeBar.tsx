import { useTranslation } from 'react-i18next'
import { dayOf } from '@/features/call-reports/range'
import { serverNow } from '@/services/clock'
import { Button, Field, Input } from '@/ui'
import { PRESETS, presetDays } from './search'

export interface Days {
  from: string
  to: string
}

/** Two days, and usual spans. A range that would end before it begins is not taken. */
export function RangeBar({ days, onDays }: { days: Days; onDays: (days: Days) => void }) {
  const { t } = useTranslation()
  const today = dayOf(serverNow())
  const change = (next: Days) => {
    if (next.from && next.to && next.from <= next.to) onDays(next)
  }
  return (
    <>
      <Field label={t('reports.from')}>
        {(control) => (
          <Input
            {...control}
            type="date"
            value={days.from}
            max={days.to}
            onChange={(event) => change({ ...days, from: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('reports.to')}>
        {(control) => (
          <Input
            {...control}
            type="date"
            value={days.to}
            min={days.from}
            max={today}
            onChange={(event) => change({ ...days, to: event.target.value })}
          />
        )}
      </Field>
      <fieldset className="flex flex-wrap gap-1">
        <legend className="sr-only">{t('reports.presets')}</legend>
        {PRESETS.map((preset) => {
          const span = presetDays(preset, today)
          return (
            <Button
              key={preset}
              kind="quiet"
              aria-pressed={span.from === days.from && span.to === days.to}
              className="aria-pressed:bg-selected"
              onClick={() => onDays(span)}
            >
              {t(`reports.preset.${preset}`)}
            </Button>
          )
        })}
      </fieldset>
    </>
  )
}
