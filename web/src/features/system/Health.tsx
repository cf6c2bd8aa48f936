import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { useLive } from '@/hooks/useLive'
import { serverNow } from '@/services/clock'
import type { DashboardMetrics, SystemHealth } from '@/services/types'
import { Chart, Failure, Loading, RelativeTime, Select, Skeleton, Tile, Tiles } from '@/ui'
import { HOURS, type Hours, metricsQuery, rulesQuery, socketsQuery, systemKeys } from './queries'
import { type Point, summary, withGaps, withSample } from './series'

/** From here on a share of the host is worth a colour. */
const TIGHT = 80
const FULL = 92

const toneOf = (value: number) => (value >= FULL ? 'urgent' : value >= TIGHT ? 'waiting' : undefined)

function Now({ health }: { health: SystemHealth }) {
  const { t } = useTranslation()
  const format = useFormat()
  const sockets = useQuery(socketsQuery)
  const share = (value: number) => format.percent(value / 100)
  const word = (value: number) =>
    value >= FULL ? t('system.full') : value >= TIGHT ? t('system.tight') : t('system.fine')
  return (
    <Tiles label={t('system.now')}>
      <Tile
        label={t('system.metric.cpu_usage')}
        value={share(health.cpu_usage)}
        tone={toneOf(health.cpu_usage)}
        aside={
          health.cpu_usage >= FULL
            ? t('system.overloaded')
            : health.cpu_usage >= TIGHT
              ? t('system.busy')
              : t('system.fine')
        }
      />
      <Tile
        label={t('system.metric.memory_usage')}
        value={share(health.memory_usage)}
        tone={toneOf(health.memory_usage)}
        aside={t('system.ofThem', { amount: format.bytes(health.process_memory_mb * 1_048_576) })}
      />
      <Tile
        label={t('system.metric.disk_usage')}
        value={share(health.disk_usage)}
        tone={toneOf(health.disk_usage)}
        aside={word(health.disk_usage)}
      />
      <Tile
        label={t('system.uptime')}
        value={
          // Hours with one decimal: nothing under six minutes can be told apart.
          health.process_uptime_hours > 0
            ? format.minutes(health.process_uptime_hours * 60)
            : t('system.justStarted')
        }
        aside={t('system.hostUptime', { time: format.minutes(health.uptime_hours * 60) })}
      />
      <Tile
        label={t('system.sockets')}
        value={sockets.data ? format.number(sockets.data.total_connections) : '–'}
        aside={sockets.data ? t('system.socketPeople', { count: sockets.data.active_users }) : null}
      />
      <Tile
        label={t('system.measured')}
        value={<RelativeTime value={health.measured_at} />}
        aside={t('system.openTickets', { count: health.open_tickets })}
      />
    </Tiles>
  )
}

function History({
  name,
  points,
  hours,
  limit,
}: {
  name: string
  points: Point[]
  hours: Hours
  limit?: number
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const said = summary(points)
  const drawn = withGaps(points)
  const share = (value: number) => format.percent(value / 100)
  const to = points.at(-1)?.timestamp ?? new Date(serverNow()).toISOString()
  const at = (value: string) => (hours > 24 ? format.dateTime(value) : format.time(value))
  return (
    <Chart
      kind="line"
      title={
        said
          ? t('system.finding', {
              name,
              average: share(said.average),
              highest: share(said.highest),
              at: at(said.highestAt),
            })
          : name
      }
      points={drawn.map((point) => point.timestamp)}
      series={[{ name, values: drawn.map((point) => point.value), color: 'accent' }]}
      pointLabel={t('system.time')}
      formatPoint={(point) => format.dateTime(point)}
      formatTick={(point) => (hours > 24 ? format.day(point) : format.time(point))}
      formatValue={share}
      max={100}
      range={[new Date(Date.parse(to) - hours * 3_600_000).toISOString(), to]}
      limit={
        limit === undefined
          ? undefined
          : { value: limit, label: t('system.alertAt', { value: share(limit) }) }
      }
      empty={t('system.noHistory')}
    />
  )
}

export function Health({ hours, onHours }: { hours: Hours; onHours: (hours: Hours) => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const query = useQuery(metricsQuery(hours))
  const rules = useQuery(rulesQuery)
  useLive('system.metrics', (sample) =>
    client.setQueryData<DashboardMetrics>(systemKeys.metrics(hours), (old) =>
      old ? withSample(old, sample, hours) : old,
    ),
  )
  const limitOf = (metric: string) =>
    rules.data?.find((rule) => rule.metric === metric && rule.enabled)?.raise_above

  if (query.isError && !query.data)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) {
    return (
      <Loading className="flex flex-col gap-8">
        <div className="grid grid-cols-2 gap-6 md:grid-cols-6">
          {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
            <Skeleton key={key} className="h-16" />
          ))}
        </div>
        <Skeleton className="h-56" />
        <Skeleton className="h-56" />
      </Loading>
    )
  }
  const { data } = query
  return (
    <div className="flex flex-col gap-8">
      <Now health={data.system_health} />
      <section aria-labelledby="history-title" className="flex flex-col gap-4">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h2 id="history-title" className="text-lg font-semibold">
            {t('system.history')}
          </h2>
          <Select
            aria-label={t('system.span')}
            className="w-36"
            value={String(hours)}
            onChange={(next) => onHours(Number(next) as Hours)}
            options={HOURS.map((each) => ({ value: String(each), label: t(`system.spans.${each}`) }))}
          />
        </div>
        <div className="grid gap-x-10 gap-y-8 lg:grid-cols-3">
          <History
            name={t('system.metric.cpu_usage')}
            points={data.cpu_history}
            hours={hours}
            limit={limitOf('cpu_usage')}
          />
          <History
            name={t('system.metric.memory_usage')}
            points={data.memory_history}
            hours={hours}
            limit={limitOf('memory_usage')}
          />
          <History
            name={t('system.metric.disk_usage')}
            points={data.disk_history}
            hours={hours}
            limit={limitOf('disk_usage')}
          />
        </div>
      </section>
    </div>
  )
}
