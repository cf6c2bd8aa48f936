import type { AgentPerformance, AgentWithDays, AnalyticsDashboard } from '@/services/types'

/** Days of this month that have begun, today included. */
export const daysOfMonth = (now: Date): number => now.getDate()

/** Days of this week that have begun; it begins on Monday. */
export const daysOfWeek = (now: Date): number => ((now.getDay() + 6) % 7) + 1

/** The share of a whole; null where there is no whole. */
export function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null
}

export const sum = (counts: Partial<Record<string, number>>): number =>
  Object.values(counts).reduce<number>((total, value) => total + (value ?? 0), 0)

/** The quickest and the slowest of those who have the number at all (0 means that there is none yet). */
export function extremes(
  agents: AgentPerformance[],
  field: 'avg_response_time_minutes' | 'avg_resolution_time_minutes',
): { best: AgentPerformance; worst: AgentPerformance } | null {
  const known = agents.filter((each) => each[field] > 0).sort((a, b) => a[field] - b[field])
  const [best] = known
  const worst = known.at(-1)
  return best && worst && best !== worst ? { best, worst } : null
}

export const SORTS = ['name', 'assigned', 'open', 'resolved', 'response', 'resolution'] as const
export type Sort = (typeof SORTS)[number]

const VALUES: Record<Exclude<Sort, 'name'>, (agent: AgentPerformance) => number> = {
  assigned: (agent) => agent.assigned,
  open: (agent) => agent.open,
  resolved: (agent) => agent.resolved,
  // What isn't known yet is neither quick nor slow: it comes last.
  response: (agent) => agent.avg_response_time_minutes || Number.POSITIVE_INFINITY,
  resolution: (agent) => agent.avg_resolution_time_minutes || Number.POSITIVE_INFINITY,
}

/** Counts from the most, times from the quickest, names by the alphabet; `reversed` the other way round. */
export function sorted(
  agents: AgentPerformance[],
  by: Sort,
  reversed: boolean,
  locale: string,
): AgentPerformance[] {
  const down = by === 'assigned' || by === 'open' || by === 'resolved' ? -1 : 1
  const turn = reversed ? -1 : 1
  return agents.toSorted((a, b) => {
    const names = a.agent.full_name.localeCompare(b.agent.full_name, locale)
    if (by === 'name') return names * turn
    const [first, second] = [VALUES[by](a), VALUES[by](b)]
    if (first === second) return names
    if (first === Number.POSITIVE_INFINITY) return 1
    if (second === Number.POSITIVE_INFINITY) return -1
    return (first - second) * down * turn
  })
}

/** What an agent was given and solved over the days. */
export function overDays(agent: AgentWithDays): { assigned: number; resolved: number } {
  return agent.daily.reduce(
    (total, day) => ({ assigned: total.assigned + day.assigned, resolved: total.resolved + day.resolved }),
    { assigned: 0, resolved: 0 },
  )
}

export function isEmpty(overview: AnalyticsDashboard): boolean {
  return overview.tickets.total === 0
}
