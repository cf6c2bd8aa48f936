import { expect, test } from 'vitest'
import { isSound, newPoint, pointsOf, tableOf } from './points'

test('a table comes back as it was, with all other sources at its end', () => {
  const points = pointsOf({ '*': 5, website: 20, referral: 25 })
  expect(points.map((one) => one.name)).toEqual(['website', 'referral', '*'])
  expect(tableOf(points)).toEqual({ website: 20, referral: 25, '*': 5 })
})

test('points go from 0 to 25, and belong to something', () => {
  expect(['0', '12,5', '25'].every((points) => isSound(newPoint('fair', points)))).toBe(true)
  expect(['', '-1', '26', 'many'].some((points) => isSound(newPoint('fair', points)))).toBe(false)
  expect(isSound(newPoint(' ', '5'))).toBe(false)
})
