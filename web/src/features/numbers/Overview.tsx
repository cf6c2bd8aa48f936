import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { BarChart3 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { STATUS_LOOKS } from '@/features/tickets/labels'
import { useFormat } from '@/hooks/useFormat'
import { serverNow } from '@/services/clock'
import { type AnalyticsDashboard, PRIORITIES, STATUSES } from '@/services/types'
import { Bars, Button, EmptyState, Failure, Loading, Page, Section, Skeleton, Tile, Tiles } from '@/ui'
import { AgentDays, type Span } from './AgentDays'
import { AgentsTable } from './AgentsTable'
import { daysOfMonth, daysOfWeek, extremes, isEmpty, share, sum } from './findings'
import { Movement, useNumbersLive } from './Movement'
import { overviewQuery } from './queries'

const PRIORITY_TONES = { low: 'neutral', medium: 'info', high: 'waiting', critical: 'urgent' } as const
/** Lines of the system say "urgent first". */
const FROM_URGENT = PRIORITIES.toReversed()

function Numbers({ data }: { data: AnalyticsDashboard }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { tickets } = data
  const percent = (part: number, whole: number) => {
    const value = share(part, whole)
    return value === null ? undefined : t('numbers.ofAll', { share: format.percent(value) })
  }
  const now = new Date(serverNow())
  const perDay = (count: number, days: number) => format.number(Math.round((count / days) * 10) / 10)
  const range = (field: 'avg_response_time_minutes' | 'avg_resolution_time_minutes') => {
    const found = extremes(data.agent_performance, field)
    if (!found) return undefined
    return t('numbers.range', {
      best: format.minutes(found.best[field]),
      worst: format.minutes(found.worst[field]),
    })
  }
  // None answered and answered at once are both 0: what was resolved was answered.
  const known = (value: number) => value > 0 || tickets.resolved > 0
  return (
    <div className="flex flex-col gap-6">
      <Tiles label={t('numbers.tickets')} className="md:grid-cols-4">
        <Tile
          label={t('numbers.today')}
          value={format.number(tickets.today)}
          aside={t('numbers.perDayMonth', { count: perDay(tickets.this_month, daysOfMonth(now)) })}
        />
        <Tile
          label={t('numbers.week')}
          value={format.number(tickets.this_week)}
          aside={t('numbers.perDay', { count: perDay(tickets.this_week, daysOfWeek(now)) })}
        />
        <Tile
          label={t('numbers.month')}
          value={format.number(tickets.this_month)}
          aside={t('numbers.perDay', { count: perDay(tickets.this_month, daysOfMonth(now)) })}
        />
        <Tile label={t('numbers.total')} value={format.number(tickets.total)} />
        <Tile
          label={t('numbers.open')}
          value={format.number(tickets.open)}
          aside={percent(tickets.open, tickets.total)}
        />
        <Tile
          label={t('numbers.resolved')}
          value={format.number(tickets.resolved)}
          aside={percent(tickets.resolved, tickets.total)}
        />
        <Tile
          label={t('numbers.response')}
          value={format.minutes(data.avg_response_time_minutes)}
          aside={
            range('avg_response_time_minutes') ??
            t(known(data.avg_response_time_minutes) ? 'numbers.average' : 'numbers.noneYet')
          }
        />
        <Tile
          label={t('numbers.resolution')}
          value={format.minutes(data.avg_resolution_time_minutes)}
          aside={
            range('avg_resolution_time_minutes') ??
            t(known(data.avg_resolution_time_minutes) ? 'numbers.average' : 'numbers.noneYet')
          }
        />
      </Tiles>
      <div className="grid gap-x-10 gap-y-6 md:grid-cols-2">
        <Priorities counts={data.priority_distribution} />
        <Statuses counts={data.status_distribution} />
      </div>
    </div>
  )
}

function Priorities({ counts }: { counts: AnalyticsDashboard['priority_distribution'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const all = sum(counts)
  const urgent = (counts.high ?? 0) + (counts.critical ?? 0)
  return (
    <Bars
      title={t('numbers.priorityFinding', { share: format.percent(share(urgent, all) ?? 0) })}
      columns={[t('numbers.priority'), t('numbers.tickets'), t('numbers.share')]}
      empty={t('numbers.noTickets')}
      bars={FROM_URGENT.map((priority) => ({
        key: priority,
        label: t(`ticket.priority.${priority}`),
        value: counts[priority] ?? 0,
        text: format.number(counts[priority] ?? 0),
        aside: format.percent(share(counts[priority] ?? 0, all) ?? 0),
        tone: PRIORITY_TONES[priority],
      }))}
    />
  )
}

function Statuses({ counts }: { counts: AnalyticsDashboard['status_distribution'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const all = sum(counts)
  const unfinished = (counts.open ?? 0) + (counts.in_progress ?? 0)
  return (
    <Bars
      title={t('numbers.statusFinding', { open: format.number(unfinished), total: format.number(all) })}
      columns={[t('numbers.status'), t('numbers.tickets'), t('numbers.share')]}
      empty={t('numbers.noTickets')}
      bars={STATUSES.map((status) => ({
        key: status,
        label: t(`ticket.status.${status}`),
        value: counts[status] ?? 0,
        text: format.number(counts[status] ?? 0),
        aside: format.percent(share(counts[status] ?? 0, all) ?? 0),
        tone: STATUS_LOOKS[status].tone,
      }))}
    />
  )
}

function OverviewSkeleton() {
  return (
    <Loading className="flex flex-col gap-6">
      <div className="grid grid-cols-2 gap-6 md:grid-cols-7">
        {['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => (
          <Skeleton key={key} className="h-16" />
        ))}
      </div>
      <div className="grid gap-10 md:grid-cols-2">
        <Skeleton className="h-44" />
        <Skeleton className="h-44" />
      </div>
      <Skeleton className="h-40" />
    </Loading>
  )
}

export function Overview({
  agent,
  days,
  onAgent,
  onDays,
}: {
  agent: number | undefined
  days: Span
  onAgent: (id: number | undefined) => void
  onDays: (days: Span) => void
}) {
  const { t } = useTranslation()
  const query = useQuery(overviewQuery)
  useNumbersLive()
  return (
    <Page className="max-w-6xl">
      <section aria-labelledby="overview-numbers" className="flex flex-col gap-3">
        <h2 id="overview-numbers" className="sr-only">
          {t('numbers.tickets')}
        </h2>
        {query.data ? (
          isEmpty(query.data) ? (
            <EmptyState
              icon={BarChart3}
              title={t('numbers.emptyTitle')}
              action={
                <Button asChild kind="primary">
                  <Link to="/people/new">{t('people.add')}</Link>
                </Button>
              }
            >
              {t('numbers.emptyText')}
            </EmptyState>
          ) : (
            <Numbers data={query.data} />
          )
        ) : query.isError ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <OverviewSkeleton />
        )}
      </section>
      {query.data && !isEmpty(query.data) ? (
        <Section title={t('numbers.agents')}>
          <AgentsTable agents={query.data.agent_performance} chosen={agent} onChoose={onAgent} />
          {agent === undefined ? (
            <p className="text-sm text-muted">{t('numbers.chooseAgent')}</p>
          ) : (
            <AgentDays id={agent} days={days} onDays={onDays} />
          )}
        </Section>
      ) : null}
      {/* Below what is still on its way it would be pushed down. */}
      {query.isPending ? null : (
        <Section title={t('numbers.movement')}>
          <Movement />
        </Section>
      )}
    </Page>
  )
}
