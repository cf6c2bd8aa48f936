import { expect, test } from 'vitest'
import { keptOffset } from './list-position'

test('two new rows on top move the offset by their height', () => {
  expect(keptOffset([5, 4, 3], [7, 6, 5, 4, 3], 110, 100)).toEqual({ offset: 310, added: 2 })
})

test('a row that left above moves it back, one that left below does nothing', () => {
  expect(keptOffset([5, 4, 3, 2], [4, 3, 2], 210, 100)).toEqual({ offset: 110, added: 0 })
  expect(keptOffset([5, 4, 3, 2], [5, 4, 3], 110, 100)).toEqual({ offset: 110, added: 0 })
})

test('if the row in view itself left, the next one takes its place', () => {
  expect(keptOffset([5, 4, 3], [5, 3], 100, 100)).toEqual({ offset: 100, added: 0 })
})

test('another list altogether starts where it is', () => {
  expect(keptOffset([5, 4], [9, 8], 100, 100)).toEqual({ offset: 100, added: 0 })
})
