import { expect, test } from 'vitest'
import type { DashboardMetrics } from '@/services/types'
import { summary, unitOf, withGaps, withSample } from './series'

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 10, minute)).toISOString()
const points = [1, 2, 3].map((minute) => ({ timestamp: at(minute), value: minute * 10 }))

test('a history in short: its average, its highest point and the latest', () => {
  expect(summary(points)).toEqual({ average: 20, highest: 30, highestAt: at(3), latest: 30 })
  expect(summary([])).toBeNull()
})

test('where nothing was measured, the line has a hole', () => {
  const broken = [...points, { timestamp: at(40), value: 50 }, { timestamp: at(41), value: 51 }]
  expect(withGaps(broken).map((point) => point.value)).toEqual([10, 20, 30, null, 50, 51])
  expect(withGaps(points)).toEqual(points)
})

test('a live sample is put once, and what is older than the span leaves', () => {
  const metrics = {
    system_health: { cpu_usage: 1 },
    cpu_history: [{ timestamp: at(0), value: 1 }],
    memory_history: [],
    disk_history: [],
  } as unknown as DashboardMetrics
  const sample = { cpu_usage: 5, memory_usage: 6, disk_usage: 7, timestamp: at(61) }
  const next = withSample(withSample(metrics, sample, 1), sample, 1)
  expect(next.cpu_history).toEqual([{ timestamp: at(61), value: 5 }])
  expect(next.system_health.cpu_usage).toBe(5)
})

test('metrics say their unit by their name', () => {
  expect(['cpu_usage', 'job_lag_s', 'dead_letters', 'errors_per_minute'].map(unitOf)).toEqual([
    'percent',
    'seconds',
    'count',
    'perMinute',
  ])
})
