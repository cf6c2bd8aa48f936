import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { Chart, EmptyState, Section, Table, Td, Th, Tile, Tiles, Tr } from '@/ui'
import { newsOf, shown } from './numbers'
import type { Drawn, Line, Report } from './queries'

/** What a report says: its numbers beside those of the period before, over time, and by row. */
export function ReportView({ report }: { report: Drawn | Report }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { comparison } = report
  const day = (date: string) => format.date(`${date}T12:00:00`)
  return (
    <>
      <p className="text-sm text-muted">
        {t('reports.about', {
          from: day(report.start_date),
          to: day(report.end_date),
          zone: report.time_zone,
        })}
        {comparison
          ? ` ${t('reports.comparedWith', { from: day(comparison.start_date), to: day(comparison.end_date) })}`
          : null}
      </p>
      <Figures report={report} />
      {report.metrics.trends.map((line) => (
        <Over key={line.metric} line={line} step={report.step} />
      ))}
      <Rows report={report} />
    </>
  )
}

function Figures({ report }: { report: Drawn | Report }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Tiles label={t('reports.summary')} className="md:grid-cols-4">
      {report.metrics.figures.map(({ name, unit }) => {
        const value = report.summary[name] ?? 0
        return (
          <Tile
            key={name}
            label={t(`reports.metric.${name}`)}
            value={shown(value, unit, format)}
            aside={report.comparison ? <Change name={name} report={report} /> : undefined}
          />
        )
      })}
    </Tiles>
  )
}

function Change({ name, report }: { name: string; report: Drawn | Report }) {
  const { t } = useTranslation()
  const format = useFormat()
  const change = report.comparison?.change[name]
  if (change === null || change === undefined) {
    return <>{t((report.summary[name] ?? 0) > 0 ? 'reports.nothingBefore' : 'reports.asBefore')}</>
  }
  if (change === 0) return <>{t('reports.asBefore')}</>
  const news = newsOf(name, change)
  const tone = news === 'good' ? 'text-good' : news === 'bad' ? 'text-urgent' : undefined
  const share = `${change > 0 ? '+' : '−'}${format.number(Math.abs(Math.round(change * 10) / 10))} %`
  return <span className={tone}>{t('reports.change', { share })}</span>
}

function Over({ line, step }: { line: Line; step: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const name = t(`reports.metric.${line.metric}`)
  const all = line.points.reduce((sum, { value }) => sum + value, 0)
  const best = line.points.reduce((most, one) => (one.value > most.value ? one : most), {
    date: '',
    value: 0,
  })
  const day = (date: string) => format.date(`${date}T12:00:00`)
  const series = [
    {
      name: t('reports.thisPeriod'),
      values: line.points.map(({ value }) => value),
      color: 'accent' as const,
    },
  ]
  if (line.before.length > 0) {
    const before = line.points.map((_, nth) => line.before[nth]?.value ?? 0)
    series.push({ name: t('reports.before'), values: before, color: 'waiting' as never })
  }
  return (
    <Chart
      kind={line.points.length > 31 ? 'line' : 'bar'}
      title={
        all > 0
          ? t(`reports.most.${step === 'week' || step === 'month' ? step : 'day'}`, {
              name,
              value: shown(best.value, line.unit, format),
              day: day(best.date),
            })
          : t('reports.none', { name })
      }
      points={line.points.map(({ date }) => (line.points.length > 31 ? `${date}T12:00:00Z` : date))}
      series={series}
      pointLabel={t('reports.day')}
      formatPoint={(point) => day(point.slice(0, 10))}
      formatTick={(point) => format.day(`${point.slice(0, 10)}T12:00:00`)}
      formatValue={(value) => shown(value, line.unit, format)}
      empty={t('reports.none', { name })}
    />
  )
}

function Rows({ report }: { report: Drawn | Report }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { columns, rows, left_out: leftOut } = report.metrics
  const nameless = t(report.type === 'gamification' ? 'reports.anonymous' : 'reports.nameless')
  return (
    <Section title={t(`reports.rows.${report.type}`)}>
      {rows.length === 0 ? (
        <EmptyState title={t('reports.noRows')}>{t('reports.noRowsText')}</EmptyState>
      ) : (
        <Table label={t(`reports.rows.${report.type}`)}>
          <thead>
            <tr>
              <Th>{t('reports.name')}</Th>
              {columns.map(({ name }) => (
                <Th key={name} numeric>
                  {t(`reports.metric.${name}`)}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, nth) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a drawn report never move, and names may be alike
              <Tr key={nth}>
                <Td className="max-w-56 truncate">
                  <bdi>{row.name || nameless}</bdi>
                </Td>
                {columns.map(({ name, unit }, at) => (
                  <Td key={name} numeric>
                    {shown(row.values[at] ?? 0, unit, format)}
                  </Td>
                ))}
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
      {leftOut > 0 ? (
        <p className="pt-2 text-sm text-muted">{t('reports.leftOut', { count: leftOut })}</p>
      ) : null}
    </Section>
  )
}
