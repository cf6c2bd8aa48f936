// The words are said again here: this comes with the first load, and the page's own lists don't.
const STATUSES = ['initiated', 'ringing', 'answered', 'completed', 'busy', 'no-answer', 'failed'] as const
const DIRECTIONS = ['out', 'in'] as const

/** What narrows the log. `since` and `until` are days, both included. */
export interface CallLogSearch {
  status?: (typeof STATUSES)[number]
  direction?: (typeof DIRECTIONS)[number]
  agent?: number
  campaign?: number
  since?: string
  until?: string
}

const oneOf = <T extends string>(value: unknown, known: readonly T[]): T | undefined =>
  known.find((each) => each === value)
const id = (value: unknown): number | undefined =>
  Number.isSafeInteger(Number(value)) && Number(value) > 0 ? Number(value) : undefined
const day = (value: unknown): string | undefined =>
  typeof value === 'string' && /^20\d\d-\d\d-\d\d$/.test(value) && Date.parse(value) > 0 ? value : undefined

/** The filters that an address holds; what is no filter is left out. */
export function readCallLogSearch(search: Record<string, unknown>): CallLogSearch {
  return {
    status: oneOf(search.status, STATUSES),
    direction: oneOf(search.direction, DIRECTIONS),
    agent: id(search.agent),
    campaign: id(search.campaign),
    since: day(search.since),
    until: day(search.until),
  }
}

/** Days of the reader's zone as the moments that the server asks for: `until` is to its end. */
export function momentsOf({ since, until, ...rest }: CallLogSearch) {
  const moment = (text: string, days = 0): string => {
    const date = new Date(`${text}T00:00:00`)
    date.setDate(date.getDate() + days)
    return date.toISOString().replace(/\.\d+Z$/, 'Z')
  }
  return {
    ...rest,
    since: since ? moment(since) : undefined,
    until: until ? moment(until, 1) : undefined,
  }
}
