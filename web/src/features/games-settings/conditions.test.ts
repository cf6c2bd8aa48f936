import { describe, expect, it } from 'vitest'
import { conditionsOf, faultOf, linesOf } from './conditions'
import type { Kind } from './queries'

const KIND: Kind = {
  kind: 'call_finished',
  fields: [
    { name: 'mode', kind: 'text', operators: ['eq', 'ne', 'in'] },
    { name: 'talk_s', kind: 'number', operators: ['eq', 'gte'] },
    { name: 'answered', kind: 'flag', operators: ['eq'] },
  ],
  metrics: [],
}

describe('Conditions of a game rule', () => {
  it('come back as they were read', () => {
    const conditions = [
      { field: 'mode', op: 'in' as const, value: ['manual', 'preview'] },
      { field: 'talk_s', op: 'gte' as const, value: 30 },
      { field: 'answered', op: 'eq' as const, value: false },
    ]
    expect(conditionsOf(linesOf(conditions), KIND)).toEqual(conditions)
  })

  it('need a value of their kind', () => {
    expect(faultOf({ id: 1, field: 'talk_s', op: 'gte', value: 'long' }, KIND)).toBe('number')
    expect(faultOf({ id: 1, field: 'mode', op: 'eq', value: ' ' }, KIND)).toBe('required')
    expect(faultOf({ id: 1, field: 'answered', op: 'eq', value: '' }, KIND)).toBeNull()
  })
})
