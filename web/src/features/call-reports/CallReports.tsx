import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { clock } from '@/features/telephone/clock'
import { useFormat } from '@/hooks/useFormat'
import { DIAL_STATUSES, type DialStatus } from '@/services/types'
import {
  Bars,
  Chart,
  EmptyState,
  Failure,
  Loading,
  Page,
  Section,
  Skeleton,
  Table,
  Td,
  Th,
  Tile,
  Tiles,
  Tr,
} from '@/ui'
import { AbandonmentPart } from './AbandonmentPart'
import { performanceQuery, type Range, type Report } from './queries'
import { RangeChoice } from './RangeChoice'
import { everyDay } from './range'

/** What calling came to: by person, by day, by lead, and how many answered to nobody. */
export function CallReports({ range, onRange }: { range: Range; onRange: (range: Range) => void }) {
  const { data, error, refetch } = useQuery(performanceQuery(range))
  return (
    <Page className="max-w-6xl">
      <RangeChoice range={range} onRange={onRange} />
      {data ? (
        <Shown report={data} range={range} />
      ) : error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading className="flex flex-col gap-6">
          <Skeleton className="h-16" />
          <Skeleton className="h-48" />
          <Skeleton className="h-48" />
        </Loading>
      )}
      <AbandonmentPart range={range} />
    </Page>
  )
}

function Shown({ report, range }: { report: Report; range: Range }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { salespersonStats: people } = report
  const sum = (field: 'totalCalls' | 'answeredCalls' | 'totalDuration') =>
    people.reduce((total, person) => total + person[field], 0)
  const calls = sum('totalCalls')
  const answered = sum('answeredCalls')
  return (
    <>
      <Tiles label={t('callReports.together')} className="md:grid-cols-4">
        <Tile label={t('callReports.calls')} value={format.number(calls)} />
        <Tile
          label={t('callReports.answered')}
          value={format.number(answered)}
          aside={
            calls > 0 ? t('callReports.ofCalls', { share: format.percent(answered / calls) }) : undefined
          }
        />
        <Tile label={t('callReports.talkTime')} value={clock(sum('totalDuration'))} />
        <Tile
          label={t('callReports.averageTalk')}
          value={answered > 0 ? clock(Math.round(sum('totalDuration') / answered)) : '–'}
        />
      </Tiles>
      <Days report={report} range={range} />
      <Section title={t('callReports.people')}>
        <People people={people} />
      </Section>
      <Leads leads={report.leadConversion} />
    </>
  )
}

function Days({ report, range }: { report: Report; range: Range }) {
  const { t } = useTranslation()
  const format = useFormat()
  const days = everyDay(range, report.dailyCalls)
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
      empty={t('callReports.noCalls')}
    />
  )
}

function People({ people }: { people: Report['salespersonStats'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (people.length === 0) {
    return <EmptyState title={t('callReports.nobody')}>{t('callReports.nobodyText')}</EmptyState>
  }
  return (
    <Table label={t('callReports.people')}>
      <thead>
        <tr>
          <Th>{t('callReports.person')}</Th>
          <Th numeric>{t('callReports.calls')}</Th>
          <Th numeric>{t('callReports.answered')}</Th>
          <Th numeric>{t('callReports.completed')}</Th>
          <Th numeric>{t('callReports.answerRate')}</Th>
          <Th numeric>{t('callReports.talkTime')}</Th>
        </tr>
      </thead>
      <tbody>
        {people.map((one) => (
          <Tr key={one.id}>
            <Td className="max-w-56 truncate">
              <bdi>{one.name}</bdi>
            </Td>
            <Td numeric>{format.number(one.totalCalls)}</Td>
            <Td numeric>{format.number(one.answeredCalls)}</Td>
            <Td numeric>{format.number(one.completedCalls)}</Td>
            <Td numeric>{one.totalCalls > 0 ? format.percent(one.answeredCalls / one.totalCalls) : '–'}</Td>
            <Td numeric>{clock(one.totalDuration)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

const TONES = {
  pending: 'neutral',
  claimed: 'info',
  calling: 'waiting',
  answered: 'good',
  transferred: 'accent',
  failed: 'urgent',
} as const satisfies Record<DialStatus, string>

function Leads({ leads }: { leads: Report['leadConversion'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const counts = new Map(leads.map(({ _id, count }) => [_id, count]))
  const all = leads.reduce((sum, { count }) => sum + count, 0)
  const reached = (counts.get('answered') ?? 0) + (counts.get('transferred') ?? 0)
  return (
    <Bars
      title={t('callReports.leadsFinding', {
        reached: format.number(reached),
        all: format.number(all),
      })}
      columns={[t('callReports.dialStatus'), t('callReports.leads'), t('callReports.share')]}
      empty={t('callReports.noLeads')}
      bars={DIAL_STATUSES.map((status) => ({
        key: status,
        label: t(`leads.dialStatus.${status}`),
        value: counts.get(status) ?? 0,
        text: format.number(counts.get(status) ?? 0),
        aside: all > 0 ? format.percent((counts.get(status) ?? 0) / all) : undefined,
        tone: TONES[status],
      }))}
    />
  )
}
