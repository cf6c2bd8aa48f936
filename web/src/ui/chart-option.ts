import type { ChartProps } from './Chart'

/** `null` is a gap: nothing was measured then. */
export interface ChartSeries {
  name: string
  values: (number | null)[]
  /** A token of the theme. */
  color?: 'accent' | 'good' | 'waiting' | 'urgent' | 'info' | 'muted'
}

export interface Row {
  point: string
  values: (number | null)[]
}

/** At most `most` rows: neighbours become one, with their average, named by the first of them. */
export function condensed(points: string[], series: ChartSeries[], most: number): Row[] {
  const step = Math.max(1, Math.ceil(points.length / most))
  const rows: Row[] = []
  for (let from = 0; from < points.length; from += step) {
    rows.push({
      point: points[from] ?? '',
      values: series.map((each) => {
        const known = each.values.slice(from, from + step).filter((value) => value !== null)
        if (known.length === 0) return null
        return known.reduce((sum, value) => sum + value, 0) / known.length
      }),
    })
  }
  return rows
}

const token = (style: CSSStyleDeclaration, name: string) => style.getPropertyValue(`--${name}`).trim()

/** What ECharts draws, in the theme's colours. */
export function chartOption(props: ChartProps, style: CSSStyleDeclaration): Record<string, unknown> {
  const color = (name: string) => token(style, name)
  const text = { color: color('muted'), fontSize: 12, fontFamily: style.fontFamily }
  const time = props.kind === 'line'
  const line = { lineStyle: { color: color('line') } }
  return {
    animation: false,
    textStyle: { fontFamily: style.fontFamily },
    grid: { left: 4, right: 12, top: props.series.length > 1 ? 32 : 12, bottom: 4, containLabel: true },
    legend:
      props.series.length > 1
        ? { top: 0, left: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10, textStyle: text }
        : undefined,
    tooltip: {
      trigger: 'axis',
      // Text, not HTML: the page's security policy and its escaping stay what they are.
      renderMode: 'richText',
      confine: true,
      backgroundColor: color('raised'),
      borderColor: color('line'),
      textStyle: { ...text, color: color('fg') },
      axisPointer: { type: time ? 'line' : 'shadow', lineStyle: { color: color('line-strong') } },
      formatter: (hits: { dataIndex: number; seriesName: string; value: unknown }[]) => {
        const first = hits[0]
        if (!first) return ''
        const lines = hits.map((hit) => {
          const value = Array.isArray(hit.value) ? hit.value[1] : hit.value
          return `${hit.seriesName}: ${value === null ? '–' : props.formatValue(Number(value))}`
        })
        return [props.formatPoint(props.points[first.dataIndex] ?? ''), ...lines].join('\n')
      },
    },
    xAxis: {
      type: time ? 'time' : 'category',
      data: time ? undefined : props.points,
      min: props.range?.[0],
      max: props.range?.[1],
      axisLine: line,
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: {
        ...text,
        hideOverlap: true,
        formatter: (value: string | number) =>
          (props.formatTick ?? props.formatPoint)(
            typeof value === 'number' ? new Date(value).toISOString() : value,
          ),
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: props.max,
      minInterval: props.kind === 'bar' ? 1 : undefined,
      interval: props.max === undefined ? undefined : props.max / 4,
      splitNumber: 4,
      splitLine: line,
      axisLabel: { ...text, formatter: (value: number) => props.formatValue(value) },
    },
    series: props.series.map((each, at) => ({
      name: each.name,
      type: props.kind,
      data: time ? each.values.map((value, point) => [props.points[point], value]) : each.values,
      showSymbol: props.points.length < 2,
      symbolSize: 5,
      barMaxWidth: 16,
      barGap: '10%',
      itemStyle: { color: color(each.color ?? 'accent'), borderRadius: props.kind === 'bar' ? 2 : 0 },
      lineStyle: { width: 1.5, color: color(each.color ?? 'accent') },
      areaStyle:
        time && props.series.length === 1
          ? { color: color(each.color ?? 'accent'), opacity: 0.1 }
          : undefined,
      markLine:
        props.limit && at === 0
          ? {
              silent: true,
              symbol: 'none',
              label: { ...text, formatter: props.limit.label, position: 'insideStartTop' },
              lineStyle: { color: color('urgent'), type: 'dashed' },
              data: [{ yAxis: props.limit.value }],
            }
          : undefined,
    })),
  }
}
