import type { Abandonment, Range, Report } from './queries'

const DAY_MS = 86_400_000
/** So many days the abandonment report goes back. */
const MOST_DAYS = 366

/** The day of a time in the reader's zone. */
export function dayOf(time: number): string {
  const date = new Date(time)
  return new Date(time - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

export const lastDays = (days: number, now: number): Range => ({
  from: dayOf(now - (days - 1) * DAY_MS),
  to: dayOf(now),
})

/** What the address says, as far as it makes sense: thirty days until the last one named, or until today. */
export function rangeOf(from: string | undefined, to: string | undefined, now: number): Range {
  const usual = lastDays(30, to ? Date.parse(`${to}T12:00:00`) : now)
  return { from: from && from <= usual.to ? from : usual.from, to: usual.to }
}

/** The abandonment report ends today: how long it must be to begin where the range does. */
export function daysUntilNow(from: string, now: number): number {
  const days = Math.round((Date.parse(dayOf(now)) - Date.parse(from)) / DAY_MS) + 1
  return Math.min(MOST_DAYS, Math.max(1, days))
}

type DayOfCalls = Pick<Report['dailyCalls'][number], '_id' | 'totalCalls' | 'answeredCalls'>

/** Every day of the range, also those without a call: a gap is a finding. */
export function everyDay({ from, to }: Range, daily: DayOfCalls[]) {
  const known = new Map(
    daily.map((one) => [
      `${one._id.year}-${String(one._id.month).padStart(2, '0')}-${String(one._id.day).padStart(2, '0')}`,
      one,
    ]),
  )
  const days: { day: string; calls: number; answered: number }[] = []
  const end = Date.parse(to)
  for (let at = Date.parse(from); at <= end && days.length < MOST_DAYS; at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10)
    const one = known.get(day)
    days.push({ day, calls: one?.totalCalls ?? 0, answered: one?.answeredCalls ?? 0 })
  }
  return days
}

/** The law looks at each campaign: a day is as bad as the worst of its campaigns. Oldest first. */
export function worstByDay(days: Abandonment['days']) {
  const worst = new Map<string, { day: string; us: number; uk: number }>()
  for (const { day, numbers } of days) {
    const before = worst.get(day)
    worst.set(day, {
      day,
      us: Math.max(before?.us ?? 0, numbers.rate_us),
      uk: Math.max(before?.uk ?? 0, numbers.rate_uk),
    })
  }
  return [...worst.values()].sort((a, b) => a.day.localeCompare(b.day))
}
