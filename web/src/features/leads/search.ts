import type { DialStatus, LeadPriority, LeadStage } from '@/services/types'
import type { LeadFilters } from './queries'

// The words are said again here: this comes with the first load, and the pages' own lists don't.
const STAGES: readonly string[] = ['new', 'contacted', 'qualified', 'converted', 'lost']
const DIAL: readonly string[] = ['pending', 'claimed', 'calling', 'answered', 'transferred', 'failed']
const PRIORITY: readonly string[] = ['urgent', 'high', 'medium', 'low']

const oneOf = <T extends string>(value: unknown, known: readonly string[]): T | undefined =>
  known.find((each) => each === value) as T | undefined
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value ? value.slice(0, 200) : undefined
const id = (value: unknown): number | undefined =>
  Number.isSafeInteger(Number(value)) && Number(value) > 0 ? Number(value) : undefined

/** The filters that an address holds; what is no filter is left out. */
export function readLeadSearch(search: Record<string, unknown>): LeadFilters {
  const owner = search.owner === 'me' || search.owner === 'none' ? search.owner : id(search.owner)
  return {
    stage: oneOf<LeadStage>(search.stage, STAGES),
    dial_status: oneOf<DialStatus>(search.dial_status, DIAL),
    priority: oneOf<LeadPriority>(search.priority, PRIORITY),
    owner: owner === undefined ? undefined : String(owner),
    campaign: id(search.campaign),
    list: id(search.list),
    import: id(search.import),
    source: text(search.source),
    tag: text(search.tag),
    q: text(search.q),
  }
}
