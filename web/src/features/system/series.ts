import type { Alert, DashboardMetrics } from '@/services/types'

export interface Point {
  timestamp: string
  value: number
}

export interface LiveSample {
  cpu_usage: number
  memory_usage: number
  disk_usage: number
  timestamp: string
}

export interface Summary {
  average: number
  highest: number
  highestAt: string
  latest: number
}

/** What a history says in short; null if nothing was measured. */
export function summary(points: readonly Point[]): Summary | null {
  const last = points.at(-1)
  if (!last) return null
  const top = points.reduce((best, point) => (point.value > best.value ? point : best), last)
  const average = points.reduce((sum, point) => sum + point.value, 0) / points.length
  return { average, highest: top.value, highestAt: top.timestamp, latest: last.value }
}

/** Measured by the minute or so: two points further apart than this have a gap between them. */
const GAP_FACTOR = 3

/** The same points with a hole where nothing was measured, so that no line is drawn through it. */
export function withGaps(points: readonly Point[]): { timestamp: string; value: number | null }[] {
  const steps = points
    .slice(1)
    .map((point, at) => Date.parse(point.timestamp) - Date.parse(points[at]?.timestamp ?? ''))
    .sort((a, b) => a - b)
  const usual = steps[Math.floor(steps.length / 2)] ?? 0
  return points.flatMap((point, at) => {
    const before = points[at - 1]
    if (!before || usual === 0) return [point]
    const from = Date.parse(before.timestamp)
    const hole = Date.parse(point.timestamp) - from > usual * GAP_FACTOR
    return hole ? [{ timestamp: new Date(from + usual).toISOString(), value: null }, point] : [point]
  })
}

/** A sample heard on the socket goes to the end of the histories, and to the numbers of now. */
export function withSample(metrics: DashboardMetrics, sample: LiveSample, hours: number): DashboardMetrics {
  const since = Date.parse(sample.timestamp) - hours * 3_600_000
  const add = (points: Point[], value: number): Point[] => {
    const last = points.at(-1)
    if (last && last.timestamp >= sample.timestamp) return points
    return [...points, { timestamp: sample.timestamp, value }].filter(
      (point) => Date.parse(point.timestamp) >= since,
    )
  }
  return {
    ...metrics,
    system_health: {
      ...metrics.system_health,
      cpu_usage: sample.cpu_usage,
      memory_usage: sample.memory_usage,
      disk_usage: sample.disk_usage,
      measured_at: sample.timestamp,
    },
    cpu_history: add(metrics.cpu_history, sample.cpu_usage),
    memory_history: add(metrics.memory_history, sample.memory_usage),
    disk_history: add(metrics.disk_history, sample.disk_usage),
  }
}

export const isActive = (alert: Alert): boolean => alert.resolved_at === null

/** How the unit of a metric is said. */
export type Unit = 'percent' | 'seconds' | 'count' | 'perMinute'

export function unitOf(metric: string): Unit {
  if (metric.endsWith('_usage')) return 'percent'
  if (metric.endsWith('_s')) return 'seconds'
  if (metric.endsWith('_per_minute')) return 'perMinute'
  return 'count'
}
