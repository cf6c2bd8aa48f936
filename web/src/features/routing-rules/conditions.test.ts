import { expect, test } from 'vitest'
import { conditionsOf, type Line, linesOf, problemsOf } from './conditions'

const line = (id: number, field: Line['field'], operator: Line['operator'], value: string): Line => ({
  id,
  field,
  operator,
  value,
})

test('what a rule asks comes back as it was, comparison by comparison', () => {
  const conditions = {
    source: { in: ['website', 'referral'] },
    score: { gte: 50, lt: 80.5 },
    tags: { contains: 'vip' },
    owner_id: { exists: false },
  }
  expect(conditionsOf(linesOf(conditions))).toEqual(conditions)
})

test('the short form is an equality, and stage is the status', () => {
  expect(linesOf({ stage: 'new' })).toMatchObject([{ field: 'status', operator: 'eq', value: 'new' }])
})

test('numbers are taken with a comma, lists without their gaps', () => {
  const lines = [line(1, 'score', 'gt', ' 2,5 '), line(2, 'source', 'in', 'a, ,b,')]
  expect(conditionsOf(lines)).toEqual({ score: { gt: 2.5 }, source: { in: ['a', 'b'] } })
})

test('a line without a value, with words for a number, or said twice is told', () => {
  const problems = problemsOf([
    line(1, 'source', 'eq', ' '),
    line(2, 'score', 'gt', 'many'),
    line(3, 'score', 'lt', '9'),
    line(4, 'score', 'lt', '7'),
    line(5, 'email', 'exists', 'true'),
  ])
  expect([...problems]).toEqual([
    [1, 'empty'],
    [2, 'number'],
    [4, 'twice'],
  ])
})
