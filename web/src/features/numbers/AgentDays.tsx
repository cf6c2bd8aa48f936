import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { Chart, Failure, Loading, Select, Skeleton } from '@/ui'
import { overDays } from './findings'
import { agentQuery } from './queries'

export const SPANS = [7, 30, 90] as const
export type Span = (typeof SPANS)[number]

export const isSpan = (value: unknown): value is Span => SPANS.includes(value as Span)

export function SpanSelect({ value, onChange }: { value: Span; onChange: (span: Span) => void }) {
  const { t } = useTranslation()
  return (
    <Select
      aria-label={t('numbers.span')}
      className="h-7 w-32"
      value={String(value)}
      onChange={(next) => onChange(Number(next) as Span)}
      options={SPANS.map((each) => ({ value: String(each), label: t('numbers.days', { count: each }) }))}
    />
  )
}

/** What one agent was given and solved, day by day. `own` speaks to the agent. */
export function AgentDays({
  id,
  days,
  onDays,
  own,
}: {
  id: number
  days: Span
  onDays: (span: Span) => void
  own?: boolean
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const query = useQuery(agentQuery(id, days))
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) {
    return (
      <Loading className="flex flex-col gap-2">
        <Skeleton className="h-6 w-2/3" />
        <Skeleton className="h-48" />
      </Loading>
    )
  }
  const { daily, agent } = query.data
  const total = overDays(query.data)
  const words = {
    name: agent.full_name,
    assigned: format.number(total.assigned),
    resolved: format.number(total.resolved),
    days: t('numbers.days', { count: days }),
  }
  return (
    <Chart
      kind="bar"
      title={own ? t('numbers.ownDays', words) : t('numbers.agentDays', words)}
      points={daily.map((day) => day.date)}
      series={[
        { name: t('numbers.given'), values: daily.map((day) => day.assigned), color: 'info' },
        { name: t('numbers.solved'), values: daily.map((day) => day.resolved), color: 'good' },
      ]}
      pointLabel={t('numbers.day')}
      // A day is a date of the organisation's calendar, whatever zone the reader is in.
      formatPoint={(day) => format.date(`${day}T12:00:00`)}
      formatTick={(day) => format.day(`${day}T12:00:00`)}
      formatValue={(value) => format.number(Math.round(value * 10) / 10)}
      empty={t('numbers.noDays', { days: words.days })}
      actions={<SpanSelect value={days} onChange={onDays} />}
    />
  )
}
