import { safeParse } from 'valibot'
import { expect, test } from 'vitest'
import { asNumber, asNumberOrNull, decimal, whole, wholeOrNothing } from './numbers'

test('a comma is a decimal point too, and nothing is no limit', () => {
  expect(asNumber(' 2,5 ')).toBe(2.5)
  expect(asNumberOrNull('')).toBeNull()
  expect(asNumberOrNull('0')).toBe(0)
})

test('numbers out of their limits, and what is no number, are refused', () => {
  const taken = (schema: Parameters<typeof safeParse>[0], text: string) => safeParse(schema, text).success
  expect(['1', '50'].map((text) => taken(whole(1, 50), text))).toEqual([true, true])
  expect(['', '0', '51', '1.5', 'two'].map((text) => taken(whole(1, 50), text))).not.toContain(true)
  expect(taken(wholeOrNothing(1, 50), '')).toBe(true)
  expect(['0,01', '12.5'].map((text) => taken(decimal(0.01, 1000), text))).toEqual([true, true])
  expect(['0', '1001', ''].map((text) => taken(decimal(0.01, 1000), text))).not.toContain(true)
})
