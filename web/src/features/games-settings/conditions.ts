import type { Condition, Kind } from './queries'

/** A condition as it is being written: its value still text. */
export interface Line {
  id: number
  field: string
  op: Condition['op']
  value: string
}

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
    const several = value.split(',').map((each) => each.trim())
    return { field, op, value: several.filter(Boolean) }
  })
}
