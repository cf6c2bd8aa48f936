import { describe, expect, it } from 'vitest'
import { wayOf } from './level'

describe('The way to the next level', () => {
  it('begins at nothing, in the first level', () => {
    expect(wayOf(0)).toEqual({ level: 1, share: 0, missing: 1000 })
  })

  it('is half gone where half of the points are there', () => {
    expect(wayOf(1250)).toEqual({ level: 2, share: 0.5, missing: 250 })
  })

  it('begins anew with each level, as the server counts them', () => {
    expect(wayOf(999).level).toBe(1)
    expect(wayOf(1000)).toEqual({ level: 2, share: 0, missing: 500 })
    expect(wayOf(2500).level).toBe(5)
  })
})
