import type { Format } from '@/hooks/useFormat'
import type { Column } from './queries'

/** As a person would say it: "45 min", "62 %", "4.6". Scores begin at 1: no score is none. */
export function shown(value: number, unit: Column['unit'], format: Format): string {
  if (unit === 'minutes') return format.minutes(value)
  if (unit === 'percent') return `${format.number(Math.round(value * 10) / 10)} %`
  if (unit === 'score' && value === 0) return '–'
  return format.number(Math.round(value * 100) / 100)
}

/** Of these, more is worse. */
const WORSE = new Set([
  'first_response_minutes',
  'resolution_minutes',
  'abandoned',
  'abandonment_rate',
  'lost',
])

/** Whether a change is good news; talk and tickets are neither. */
export function newsOf(metric: string, change: number): 'good' | 'bad' | null {
  if (change === 0 || metric === 'tickets' || metric === 'talk_minutes') return null
  return change > 0 !== WORSE.has(metric) ? 'good' : 'bad'
}
