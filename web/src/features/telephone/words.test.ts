import { describe, expect, it } from 'vitest'
import { whyNone } from './words'

const decision = { reason: 'progressive', dial: 0, dialled: 0, idle: 0 }

describe('whyNone', () => {
  it('says what held each line back', () => {
    expect(whyNone(decision)).toBe('nobodyFree')
    expect(whyNone({ ...decision, idle: 1 })).toBe('linesRing')
    expect(whyNone({ ...decision, idle: 1, dial: 1 })).toBe('nobodyReady')
  })

  it('leaves the word to the mode where lines were opened, or where it predicts', () => {
    expect(whyNone({ ...decision, idle: 1, dial: 1, dialled: 1 })).toBeNull()
    expect(whyNone({ ...decision, reason: 'predictive' })).toBeNull()
  })
})
