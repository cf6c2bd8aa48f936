import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { Chart, Failure, Skeleton } from '@/ui'
import { type AuditFilters, daysQuery } from './queries'

/** How busy the days were; failures apart. */
export function Days({ filters }: { filters: AuditFilters }) {
  const { t } = useTranslation()
  const format = useFormat()
  const query = useQuery(daysQuery(filters))
  if (query.isPending) return <Skeleton className="h-48" />
  if (!query.data) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  const days = query.data
  const all = days.reduce((sum, day) => sum + day.n, 0)
  const failures = days.reduce((sum, day) => sum + day.failures, 0)
  const noon = (day: string) => format.day(`${day}T12:00:00`)
  return (
    <Chart
      kind="bar"
      title={t('audit.daysFinding', {
        count: days.length,
        total: format.number(all),
        failures: format.number(failures),
      })}
      points={days.map((day) => day.date)}
      series={[
        {
          name: t('audit.outcomes.success'),
          values: days.map((day) => day.n - day.failures),
          color: 'accent',
        },
        { name: t('audit.outcomes.failure'), values: days.map((day) => day.failures), color: 'urgent' },
      ]}
      pointLabel={t('audit.day')}
      formatPoint={noon}
      formatTick={noon}
      formatValue={format.number}
      empty={t('audit.noneText')}
    />
  )
}
