import type { EChartsType } from 'echarts/core'
import { ChartColumn, Table2 } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './Button'
import { type ChartSeries, chartOption, condensed } from './chart-option'
import { cn } from './cn'
import { Skeleton } from './Skeleton'
import { Table, Td, Th, Tr } from './Table'

export type { ChartSeries } from './chart-option'

/** More rows than this nobody reads; long histories are averaged down to it. */
const TABLE_ROWS = 24

/** Charts are drawn anew when the theme changes: they hold colours, not variables. */
function onThemeChange(listener: () => void): () => void {
  const media = window.matchMedia('(prefers-color-scheme: dark)')
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'dir'] })
  media.addEventListener('change', listener)
  return () => {
    observer.disconnect()
    media.removeEventListener('change', listener)
  }
}

export interface ChartProps {
  /** The finding, in a sentence: "CPU was at 23 % on average, at most 61 %". */
  title: string
  kind: 'line' | 'bar'
  /** What stands under the points: times (as RFC 3339) for lines, names for bars. */
  points: string[]
  series: ChartSeries[]
  /** What the first column of the table holds. */
  pointLabel: string
  formatPoint: (point: string) => string
  formatValue: (value: number) => string
  /** For a short axis: "14:05". */
  formatTick?: (point: string) => string
  /** The axis' end, as 100 for shares. */
  max?: number
  /** The stretch that was asked for, also where there is nothing in it. */
  range?: [from: string, to: string]
  /** A limit to be seen with the values. */
  limit?: { value: number; label: string }
  /** Why there is nothing to see. */
  empty: string
  actions?: ReactNode
  className?: string
}

/** A chart with its finding as title, and the same numbers as a table beside it. */
export function Chart({ className, ...props }: ChartProps) {
  const { t } = useTranslation()
  const [asTable, setAsTable] = useState(false)
  const { title, points, series, empty, actions } = props
  const nothing = points.length === 0 || series.every((each) => each.values.every((value) => value === 0))
  const hollow = points.length === 0 || (props.kind === 'bar' && nothing)
  return (
    <figure className={cn('flex min-w-0 flex-col gap-2', className)}>
      <figcaption className="flex min-h-8 items-start justify-between gap-2">
        <span className="min-w-0 pt-1.5 font-medium">{title}</span>
        <span className="flex shrink-0 items-center gap-1">
          {actions}
          {hollow ? null : (
            <IconButton
              label={asTable ? t('ui.asChart') : t('ui.asTable')}
              size="sm"
              aria-pressed={asTable}
              onClick={() => setAsTable(!asTable)}
            >
              {asTable ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
            </IconButton>
          )}
        </span>
      </figcaption>
      {hollow ? (
        <p className="flex h-48 items-center justify-center rounded-md border border-dashed border-line p-4 text-center text-muted">
          {empty}
        </p>
      ) : (
        <>
          {asTable ? null : <Drawing {...props} />}
          <div className={asTable ? 'max-h-72 overflow-y-auto' : 'sr-only'}>
            <Numbers {...props} focusable={asTable} />
          </div>
        </>
      )}
    </figure>
  )
}

function Numbers({
  title,
  points,
  series,
  pointLabel,
  formatPoint,
  formatValue,
  focusable,
}: ChartProps & { focusable: boolean }) {
  const rows = condensed(points, series, TABLE_ROWS)
  const body = (
    <>
      <thead>
        <tr>
          <Th>{pointLabel}</Th>
          {series.map((each) => (
            <Th key={each.name} numeric>
              {each.name}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.point}>
            <Td>{formatPoint(row.point)}</Td>
            {row.values.map((value, at) => (
              <Td key={series[at]?.name} numeric>
                {value === null ? '' : formatValue(value)}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </>
  )
  if (focusable) return <Table label={title}>{body}</Table>
  return (
    <table>
      <caption>{title}</caption>
      {body}
    </table>
  )
}

function Drawing(props: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType | null>(null)
  const [ready, setReady] = useState(false)
  const [theme, setTheme] = useState(0)

  useEffect(() => onThemeChange(() => setTheme((count) => count + 1)), [])
  useEffect(() => {
    let gone = false
    const box = place.current
    if (!box) return
    const observer = new ResizeObserver(() => chart.current?.resize())
    void import('./echarts').then(({ init }) => {
      if (gone) return
      chart.current = init(box, undefined, { renderer: 'svg' })
      observer.observe(box)
      setReady(true)
    })
    return () => {
      gone = true
      observer.disconnect()
      chart.current?.dispose()
      chart.current = null
    }
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read again when the theme changes
  useEffect(() => {
    if (!ready || !place.current) return
    chart.current?.setOption(chartOption(props, getComputedStyle(place.current)), { notMerge: true })
  }, [ready, props, theme])

  return (
    <div className="relative h-48">
      {ready ? null : <Skeleton className="absolute inset-0 h-full" />}
      {/* The table says the same to screen readers. */}
      <div ref={place} aria-hidden className="h-full" dir="ltr" />
    </div>
  )
}
