import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { asLimit, asNumber, decimal, whole, within } from './numbers'
import { NAME } from './queries'

describe('numbers that people type', () => {
  test('have a comma or a point', () => {
    expect(asNumber(' 2,5 ')).toBe(2.5)
    expect(asNumber('2.5')).toBe(2.5)
  })
  test('are no limit when there is none', () => {
    expect(asLimit('')).toBeNull()
    expect(asLimit('0')).toBe(0)
  })
  test('are checked', () => {
    for (const good of ['', '0', '12', '1,5', '1.25']) expect(v.safeParse(decimal, good).success).toBe(true)
    for (const bad of ['-1', '1e5', 'x', '1.2.3']) expect(v.safeParse(decimal, bad).success).toBe(false)
    expect(v.safeParse(whole, '1.5').success).toBe(false)
    const length = within(1, 4000, 'no')
    for (const good of ['1', '4000']) expect(v.safeParse(length, good).success).toBe(true)
    for (const bad of ['', '0', '4001', 'many']) expect(v.safeParse(length, bad).success).toBe(false)
  })
})

test('names of providers are what the server takes', () => {
  for (const good of ['openai', 'my-model-2', '7b']) expect(NAME.test(good)).toBe(true)
  for (const bad of ['local', 'Open AI', '-a', '', 'x'.repeat(41)]) expect(NAME.test(bad)).toBe(false)
})
