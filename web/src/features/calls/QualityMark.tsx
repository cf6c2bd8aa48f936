import type { Statistics } from '@call'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { cn, Popover, PopoverContent, PopoverTrigger } from '@/ui'

const BARS = { good: 3, fair: 2, poor: 1 } as const
const TONES = { good: 'text-good', fair: 'text-waiting', poor: 'text-urgent' } as const

function Row({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-muted">{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}

/** A word and bars; the numbers behind them on a press. */
export function QualityMark({ statistics, word }: { statistics: Statistics; word?: boolean }) {
  const { t } = useTranslation()
  const { number, percent } = useFormat()
  const { quality } = statistics
  const milliseconds = (value: number | null) =>
    value === null ? t('calls.unknown') : t('calls.milliseconds', { value: number(Math.round(value)) })
  return (
    <Popover>
      <PopoverTrigger
        className="flex h-8 items-center gap-1.5 rounded-md px-2 text-sm hover:bg-hover pointer-coarse:h-11"
        aria-label={t('calls.qualityIs', { quality: t(`calls.quality.${quality}`) })}
      >
        <span className={cn('flex items-end gap-0.5', TONES[quality])} aria-hidden>
          {[1, 2, 3].map((bar) => (
            <span
              key={bar}
              className={cn('w-1 rounded-sm bg-current', bar > BARS[quality] && 'opacity-25')}
              style={{ height: 3 + bar * 3 }}
            />
          ))}
        </span>
        {word ? t(`calls.quality.${quality}`) : null}
      </PopoverTrigger>
      <PopoverContent align="end" className="w-60">
        <dl className="flex flex-col gap-1 text-sm">
          <Row label={t('calls.roundTrip')} value={milliseconds(statistics.roundTripMs)} />
          <Row label={t('calls.jitter')} value={milliseconds(statistics.jitterMs)} />
          <Row label={t('calls.loss')} value={percent(statistics.loss)} />
          <Row
            label={t('calls.received')}
            value={t('calls.kilobits', { value: number(Math.round(statistics.bitrate / 1000)) })}
          />
          <Row
            label={t('calls.way')}
            value={t(statistics.relayed ? 'calls.wayRelayed' : 'calls.wayDirect')}
          />
        </dl>
      </PopoverContent>
    </Popover>
  )
}
