import { CATEGORIES, LEAD_STAGES, PRIORITIES } from '@/services/types'
import type { Condition, Kind } from './queries'

/** A condition as it is being written: its value still text. */
export interface Line {
  id: number
  field: string
  op: Condition['op']
  value: string
}

/** What a field of words can be, where that is known; the others are written freely. */
const CHOICES: Record<string, readonly string[]> = {
  type: ['chat', 'voice', 'video'],
  kind: ['faq', 'article', 'canned'],
  priority: PRIORITIES,
  category: CATEGORIES,
  direction: ['inbound', 'outbound'],
  mode: ['manual', 'preview', 'progressive', 'predictive', 'inbound', 'callback'],
  means: ['won', 'callback', 'retry', 'neutral', 'lost', 'do_not_call'],
  before: LEAD_STAGES,
  after: LEAD_STAGES,
}

/** A word of theirs that is not among them stays, so that an older rule can still be read and kept. */
export function choicesOf(line: Line, kind: Kind): readonly string[] | null {
  const known = CHOICES[line.field]
  if (!known || kind.fields.find((one) => one.name === line.field)?.kind !== 'text') return null
  return [...new Set([...known, ...wordsOf(line.value)])]
}

export const wordsOf = (value: string): string[] =>
  value
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)

let last = 0

export function newLine(kind: Kind): Line {
  const field = kind.fields[0]
  last += 1
  return { id: last, field: field?.name ?? '', op: field?.operators[0] ?? 'eq', value: '' }
}

export function linesOf(conditions: Condition[]): Line[] {
  return conditions.map(({ field, op, value }) => {
    last += 1
    return { id: last, field, op, value: Array.isArray(value) ? value.join(', ') : String(value) }
  })
}

/** What is wrong with a line's value, if anything. */
export function faultOf(line: Line, kind: Kind): 'required' | 'number' | null {
  const field = kind.fields.find((one) => one.name === line.field)
  const text = line.value.trim()
  if (field?.kind === 'flag') return null
  if (!text) return 'required'
  if (field?.kind === 'number' && !Number.isFinite(Number(text))) return 'number'
  return null
}

export function conditionsOf(lines: Line[], kind: Kind): Condition[] {
  return lines.map(({ field, op, value }) => {
    const of = kind.fields.find((one) => one.name === field)?.kind
    if (of === 'flag') return { field, op, value: value !== 'false' }
    if (of === 'number') return { field, op, value: Number(value) }
    if (op !== 'in') return { field, op, value: value.trim() }
    return { field, op, value: wordsOf(value) }
  })
}
