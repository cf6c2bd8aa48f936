import { expect, test } from 'vitest'
import { clock } from './Timer'

test('a call is timed in minutes, and in hours where it takes them', () => {
  expect([0, 999, 61_000, 3_599_000, 3_600_000, 36_610_000].map(clock)).toEqual([
    '0:00',
    '0:00',
    '1:01',
    '59:59',
    '1:00:00',
    '10:10:10',
  ])
  expect(clock(-5)).toBe('0:00')
})
