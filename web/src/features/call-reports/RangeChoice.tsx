import { useTranslation } from 'react-i18next'
import { serverNow } from '@/services/clock'
import { Button, Field, Input } from '@/ui'
import type { Range } from './queries'
import { dayOf, lastDays } from './range'

const SPANS = [7, 30, 90] as const

/** Two days and three usual spans. A range that would end before it begins is not taken. */
export function RangeChoice({ range, onRange }: { range: Range; onRange: (range: Range) => void }) {
  const { t } = useTranslation()
  const now = serverNow()
  const change = (next: Range) => {
    if (next.from && next.to && next.from <= next.to) onRange(next)
  }
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Field label={t('callReports.from')}>
        {(control) => (
          <Input
            {...control}
            type="date"
            value={range.from}
            max={range.to}
            onChange={(event) => change({ ...range, from: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('callReports.to')}>
        {(control) => (
          <Input
            {...control}
            type="date"
            value={range.to}
            min={range.from}
            max={dayOf(now)}
            onChange={(event) => change({ ...range, to: event.target.value })}
          />
        )}
      </Field>
      <div className="flex gap-1">
        {SPANS.map((days) => {
          const span = lastDays(days, now)
          return (
            <Button
              key={days}
              kind="quiet"
              aria-pressed={span.from === range.from && span.to === range.to}
              className="aria-pressed:bg-selected"
              onClick={() => onRange(span)}
            >
              {t('callReports.days', { count: days })}
            </Button>
          )
        })}
      </div>
    </div>
  )
}
