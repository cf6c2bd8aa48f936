import { type ReportType, STEPS, type Step, TYPES, type Wanted } from './queries'

export interface ReportSearch {
  type?: ReportType
  from?: string
  to?: string
  compare?: false
  step?: Step
}

export const PRESETS = ['last7', 'last30', 'thisMonth', 'lastMonth', 'thisQuarter', 'thisYear'] as const
export type Preset = (typeof PRESETS)[number]

const iso = (date: Date) => date.toISOString().slice(0, 10)

/** Days of the calendar, without hours and so without a zone. */
export function presetDays(preset: Preset, today: string): { from: string; to: string } {
  const [year, month, day] = today.split('-').map(Number) as [number, number, number]
  const at = (y: number, m: number, d: number) => iso(new Date(Date.UTC(y, m, d)))
  const first = month - 1
  switch (preset) {
    case 'last7':
      return { from: at(year, first, day - 6), to: today }
    case 'last30':
      return { from: at(year, first, day - 29), to: today }
    case 'thisMonth':
      return { from: at(year, first, 1), to: today }
    case 'lastMonth':
      return { from: at(year, first - 1, 1), to: at(year, first, 0) }
    case 'thisQuarter':
      return { from: at(year, first - (first % 3), 1), to: today }
    case 'thisYear':
      return { from: at(year, 0, 1), to: today }
  }
}

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^20\d\d-\d\d-\d\d$/.test(value) && Date.parse(value) > 0

export function readReportSearch(search: Record<string, unknown>): ReportSearch {
  return {
    type: TYPES.find((one) => one === search.type),
    from: isDay(search.from) ? search.from : undefined,
    to: isDay(search.to) ? search.to : undefined,
    compare: search.compare === false ? false : undefined,
    step: STEPS.find((one) => one === search.step),
  }
}

/** What the address says, as far as it makes sense: the last thirty days at first. */
export function wantedOf(search: ReportSearch, today: string): Wanted {
  const usual = presetDays('last30', search.to ?? today)
  const from = search.from && search.from <= usual.to ? search.from : usual.from
  return {
    type: search.type ?? 'agent_performance',
    from,
    to: usual.to,
    compare: search.compare ?? true,
    step: search.step,
  }
}
