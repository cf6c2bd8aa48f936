import { describe, expect, it } from 'vitest'
import { momentsOf, readCallLogSearch } from './search'

describe('readCallLogSearch', () => {
  it('takes what is a filter and leaves out the rest', () => {
    const read = readCallLogSearch({
      status: 'no-answer',
      agent: '7',
      since: '2026-03-01',
      until: 'soon',
      x: 1,
    })
    expect(read).toEqual({ status: 'no-answer', agent: 7, since: '2026-03-01' })
  })

  it('knows no states but those of calls', () => {
    expect(readCallLogSearch({ status: 'gone', direction: 'up', campaign: '-1' })).toEqual({})
  })
})

describe('momentsOf', () => {
  it('ends with the end of the last day', () => {
    const { since, until } = momentsOf({ since: '2026-03-01', until: '2026-03-01' })
    expect(Date.parse(until ?? '') - Date.parse(since ?? '')).toBe(86_400_000)
  })

  it('asks for no moment where no day is given', () => {
    expect(momentsOf({ status: 'busy' })).toEqual({ status: 'busy' })
  })
})
