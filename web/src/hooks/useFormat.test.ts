import { expect, test } from 'vitest'
import { createFormat } from './useFormat'

const NOW = Date.parse('2026-11-22T12:00:00Z')

test.each([
  ['2026-11-22T11:15:00Z', '45 min ago'],
  ['2026-11-21T11:00:00Z', 'yesterday'],
  ['2026-10-20T12:00:00Z', 'last month'],
  ['2026-08-19T12:00:00Z', '3 months ago'],
])('%s is said as %s', (at, said) => {
  expect(createFormat('en-GB').relative(at, NOW).replace('min.', 'min')).toBe(said)
})
