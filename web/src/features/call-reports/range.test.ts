import { expect, test } from 'vitest'
import { daysUntilNow, everyDay, lastDays, rangeOf, worstByDay } from './range'

const NOON = new Date(2026, 2, 10, 12).getTime()
const numbers = (rate_us: number, rate_uk: number) => ({
  dialled: 10,
  answered: 5,
  connected: 4,
  abandoned: 1,
  machines: 0,
  rate_us,
  rate_uk,
  slowest_s: null,
})

test('a week is today and the six days before', () => {
  expect(lastDays(7, NOON)).toEqual({ from: '2026-03-04', to: '2026-03-10' })
})

test('an address that names no range, or an impossible one, means thirty days', () => {
  expect(rangeOf(undefined, undefined, NOON)).toEqual({ from: '2026-02-09', to: '2026-03-10' })
  expect(rangeOf('2026-02-02', '2026-01-30', NOON)).toEqual({ from: '2026-01-01', to: '2026-01-30' })
})

test('the abandonment report reaches back to the first day of the range, and no further than a year', () => {
  expect(daysUntilNow('2026-03-04', NOON)).toBe(7)
  expect(daysUntilNow('2026-03-11', NOON)).toBe(1)
  expect(daysUntilNow('2020-01-01', NOON)).toBe(366)
})

test('a day without a call is there with nothing in it', () => {
  const daily = [{ _id: { year: 2026, month: 3, day: 2 }, totalCalls: 3, answeredCalls: 1 }]
  expect(everyDay({ from: '2026-03-01', to: '2026-03-02' }, daily)).toEqual([
    { day: '2026-03-01', calls: 0, answered: 0 },
    { day: '2026-03-02', calls: 3, answered: 1 },
  ])
})

test('a day is as bad as the worst of its campaigns', () => {
  const one = { campaign_id: 1, campaign_name: 'A', evidence: [] }
  expect(
    worstByDay([
      { ...one, day: '2026-03-02', numbers: numbers(0.01, 0.02) },
      { ...one, day: '2026-03-01', numbers: numbers(0, 0) },
      { ...one, day: '2026-03-02', numbers: numbers(0.04, 0.01) },
    ]),
  ).toEqual([
    { day: '2026-03-01', us: 0, uk: 0 },
    { day: '2026-03-02', us: 0.04, uk: 0.02 },
  ])
})
