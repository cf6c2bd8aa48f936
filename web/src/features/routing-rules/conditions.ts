import { DIAL_STATUSES, LEAD_PRIORITIES, LEAD_STAGES, type RoutingRule } from '@/services/types'

export type Conditions = RoutingRule['conditions']
type Kind = 'text' | 'number' | 'list'

/** What may be asked of a lead, as the server's rules know it. */
export const FIELDS = {
  source: 'text',
  status: 'text',
  priority: 'text',
  score: 'number',
  tags: 'list',
  attempts: 'number',
  last_outcome: 'text',
  dial_status: 'text',
  time_zone: 'text',
  consent_basis: 'text',
  campaign_id: 'number',
  list_id: 'number',
  owner_id: 'number',
  name: 'text',
  email: 'text',
  phone: 'text',
} as const satisfies Record<string, Kind>
export type FieldName = keyof typeof FIELDS
export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[]

/** Fields of which all values are known. */
export const VALUES: Partial<Record<FieldName, readonly string[]>> = {
  status: LEAD_STAGES,
  priority: LEAD_PRIORITIES,
  dial_status: DIAL_STATUSES,
}

export type Operator =
  | 'eq'
  | 'ne'
  | 'in'
  | 'not_in'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'contains'
  | 'starts_with'
  | 'exists'

const OF_KIND: Record<Kind, readonly Operator[]> = {
  text: ['eq', 'ne', 'in', 'not_in', 'contains', 'starts_with', 'exists'],
  number: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'not_in', 'exists'],
  list: ['contains', 'in', 'not_in', 'exists'],
}
export const operatorsOf = (field: FieldName): readonly Operator[] => OF_KIND[FIELDS[field]]
export const takesMany = (operator: Operator) => operator === 'in' || operator === 'not_in'
/** Whether one chooses out of the field's values instead of typing. */
export const isChosen = (field: FieldName, operator: Operator) =>
  VALUES[field] !== undefined && (operator === 'eq' || operator === 'ne')

/** A line of the builder. `value` as typed; of several, with commas. `exists`: true or false. */
export interface Line {
  id: number
  field: FieldName
  operator: Operator
  value: string
}

let last = 0
export const newLine = (field: FieldName = 'source'): Line => ({
  id: ++last,
  field,
  operator: operatorsOf(field)[0] ?? 'eq',
  value: '',
})

const shownAs = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value ?? ''))

/** A rule's conditions, one comparison a line. `stage` is another word for `status`. */
export function linesOf(conditions: Conditions): Line[] {
  return Object.entries(conditions).flatMap(([name, condition]) => {
    const field = (name === 'stage' ? 'status' : name) as FieldName
    const comparisons =
      condition !== null && typeof condition === 'object' ? Object.entries(condition) : [['eq', condition]]
    return comparisons.map(([operator, value]) => ({
      id: ++last,
      field,
      operator: operator as Operator,
      value: shownAs(value),
    }))
  })
}

const asNumber = (text: string) => Number(text.trim().replace(',', '.'))
const partsOf = (text: string) =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)

export type Problem = 'empty' | 'number' | 'twice'

/** What is wrong with a line, by its id. */
export function problemsOf(lines: Line[]): Map<number, Problem> {
  const found = new Map<number, Problem>()
  const seen = new Set<string>()
  for (const { id, field, operator, value } of lines) {
    const key = `${field} ${operator}`
    if (seen.has(key)) found.set(id, 'twice')
    seen.add(key)
    if (operator === 'exists') continue
    const parts = takesMany(operator) ? partsOf(value) : [value.trim()].filter(Boolean)
    if (parts.length === 0) found.set(id, 'empty')
    else if (FIELDS[field] === 'number' && parts.some((one) => !Number.isFinite(asNumber(one)))) {
      found.set(id, 'number')
    }
  }
  return found
}

/** As the server takes them: by field, then by comparison. Lines have to be without problems. */
export function conditionsOf(lines: Line[]): Conditions {
  const found: Record<string, Record<string, string | number | boolean | (string | number)[]>> = {}
  for (const { field, operator, value } of lines) {
    const plain = (text: string) => (FIELDS[field] === 'number' ? asNumber(text) : text)
    const comparisons = found[field] ?? {}
    found[field] = comparisons
    if (operator === 'exists') comparisons[operator] = value !== 'false'
    else comparisons[operator] = takesMany(operator) ? partsOf(value).map(plain) : plain(value.trim())
  }
  return found
}
