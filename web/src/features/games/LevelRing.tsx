import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { wayOf } from './level'

const RADIUS = 34
const LENGTH = 2 * Math.PI * RADIUS

/** The level in its ring; the ring is how much of the way to the next is done. */
export function LevelRing({ total }: { total: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { level, share, missing } = wayOf(total)
  return (
    <figure className="flex shrink-0 items-center gap-4">
      <svg viewBox="0 0 80 80" className="size-20" aria-hidden>
        <circle cx="40" cy="40" r={RADIUS} fill="none" strokeWidth="6" className="stroke-line" />
        <circle
          cx="40"
          cy="40"
          r={RADIUS}
          fill="none"
          strokeWidth="6"
          strokeLinecap="round"
          strokeDasharray={`${share * LENGTH} ${LENGTH}`}
          transform="rotate(-90 40 40)"
          className="stroke-accent motion-safe:transition-[stroke-dasharray]"
        />
        <text x="40" y="48" textAnchor="middle" className="fill-fg text-2xl font-semibold">
          {format.number(level)}
        </text>
      </svg>
      <figcaption>
        <p className="text-lg font-semibold">{t('games.level', { level: format.number(level) })}</p>
        <p className="text-sm text-muted">
          {t('games.toNext', { points: format.number(missing), level: format.number(level + 1) })}
        </p>
      </figcaption>
    </figure>
  )
}
