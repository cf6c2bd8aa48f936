import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Span, SpanSelect } from '@/features/numbers/AgentDays'
import { clock } from '@/features/telephone/clock'
import { useFormat } from '@/hooks/useFormat'
import { serverNow } from '@/services/clock'
import { Chart, Failure, Loading, Page, Section, Skeleton, Tile, Tiles } from '@/ui'
import { ownCallsQuery, type Performance, type Range } from './queries'
import { everyDay, lastDays } from './range'

/** What one's own calling came to: so many calls, and how many of them somebody answered. */
export function OwnCalls({ days, onDays }: { days: Span; onDays: (days: Span) => void }) {
  const { t } = useTranslation()
  const range = lastDays(days, serverNow())
  const { data, error, refetch } = useQuery(ownCallsQuery(range))
  return (
    <Page>
      <Section
        title={t('callReports.own', { count: days })}
        actions={<SpanSelect value={days} onChange={onDays} />}
      >
        {data ? (
          <Shown data={data} range={range} />
        ) : error ? (
          <Failure error={error} onRetry={() => void refetch()} />
        ) : (
          <Loading className="flex flex-col gap-4">
            <Skeleton className="h-16" />
            <Skeleton className="h-48" />
          </Loading>
        )}
      </Section>
    </Page>
  )
}

function Shown({ data, range }: { data: Performance; range: Range }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { totalCalls, answeredCalls, totalDuration, averageDuration } = data.performance
  return (
    <div className="flex flex-col gap-6">
      <Tiles label={t('callReports.together')} className="md:grid-cols-4">
        <Tile label={t('callReports.calls')} value={format.number(totalCalls)} />
        <Tile
          label={t('callReports.answered')}
          value={format.number(answeredCalls)}
          aside={
            totalCalls > 0
              ? t('callReports.ofCalls', { share: format.percent(answeredCalls / totalCalls) })
              : undefined
          }
        />
        <Tile label={t('callReports.talkTime')} value={clock(totalDuration)} />
        <Tile label={t('callReports.averageTalk')} value={answeredCalls > 0 ? clock(averageDuration) : '–'} />
      </Tiles>
      <OwnDays data={data} range={range} />
    </div>
  )
}

function OwnDays({ data, range }: { data: Performance; range: Range }) {
  const { t } = useTranslation()
  const format = useFormat()
  const days = everyDay(
    range,
    data.dailyPerformance.map(({ _id, calls, answered }) => ({
      _id,
      totalCalls: calls,
      answeredCalls: answered,
    })),
  )
  const best = days.reduce((most, one) => (one.calls > most.calls ? one : most), {
    day: range.from,
    calls: 0,
    answered: 0,
  })
  const name = (day: string) => format.date(`${day}T12:00:00`)
  return (
    <Chart
      kind="bar"
      title={t('callReports.daysFinding', { count: best.calls, day: name(best.day) })}
      points={days.map(({ day }) => day)}
      series={[
        { name: t('callReports.calls'), values: days.map(({ calls }) => calls), color: 'info' },
        { name: t('callReports.answered'), values: days.map(({ answered }) => answered), color: 'good' },
      ]}
      pointLabel={t('callReports.day')}
      formatPoint={name}
      formatTick={(day) => format.day(`${day}T12:00:00`)}
      formatValue={(value) => format.number(Math.round(value * 10) / 10)}
      empty={t('callReports.ownNone')}
    />
  )
}
