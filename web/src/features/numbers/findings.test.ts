import { expect, test } from 'vitest'
import type { AgentPerformance } from '@/services/types'
import { daysOfMonth, daysOfWeek, extremes, share, sorted } from './findings'

const agent = (full_name: string, assigned: number, response: number): AgentPerformance => ({
  agent: { id: assigned, full_name },
  assigned,
  open: 0,
  resolved: 0,
  avg_response_time_minutes: response,
  avg_resolution_time_minutes: 0,
  csat: 0,
})
const three = [agent('Bea', 3, 0), agent('Axel', 5, 12), agent('Cem', 1, 4)]
const names = (list: AgentPerformance[]) => list.map((each) => each.agent.full_name)

test('counts are sorted from the most, times from the quickest, and unknown times come last', () => {
  expect(names(sorted(three, 'assigned', false, 'en'))).toEqual(['Axel', 'Bea', 'Cem'])
  expect(names(sorted(three, 'response', false, 'en'))).toEqual(['Cem', 'Axel', 'Bea'])
  expect(names(sorted(three, 'response', true, 'en'))).toEqual(['Axel', 'Cem', 'Bea'])
  expect(names(sorted(three, 'name', true, 'en'))).toEqual(['Cem', 'Bea', 'Axel'])
})

test('who has no time yet is neither the quickest nor the slowest', () => {
  expect(extremes(three, 'avg_response_time_minutes')?.best.agent.full_name).toBe('Cem')
  expect(extremes(three, 'avg_response_time_minutes')?.worst.agent.full_name).toBe('Axel')
  expect(extremes(three, 'avg_resolution_time_minutes')).toBeNull()
})

test('there is no share of nothing', () => {
  expect(share(0, 0)).toBeNull()
  expect(share(1, 4)).toBe(0.25)
})

test('days that have begun, in the month and in the week from Monday on', () => {
  expect(daysOfMonth(new Date(2026, 0, 10))).toBe(10)
  expect(daysOfWeek(new Date(2026, 0, 5))).toBe(1)
  expect(daysOfWeek(new Date(2026, 0, 11))).toBe(7)
})
