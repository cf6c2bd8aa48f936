import { expect, test } from 'vitest'
import { condensed } from './chart-option'

test('a short series stays as it is', () => {
  expect(condensed(['a', 'b'], [{ name: 'x', values: [1, null] }], 24)).toEqual([
    { point: 'a', values: [1] },
    { point: 'b', values: [null] },
  ])
})

test('a long one is averaged over neighbours, and gaps are not counted as zero', () => {
  const points = Array.from({ length: 500 }, (_, at) => String(at))
  const rows = condensed(points, [{ name: 'x', values: points.map((_, at) => (at % 2 ? null : 10)) }], 24)
  expect(rows.length).toBeLessThanOrEqual(24)
  expect(rows[0]).toEqual({ point: '0', values: [10] })
})
