import { describe, expect, it } from 'vitest'
import { PRESETS, presetDays, readReportSearch, wantedOf } from './search'

describe('presets', () => {
  it.each([
    ['last7', '2026-03-01', '2026-02-23', '2026-03-01'],
    ['last30', '2026-01-05', '2025-12-07', '2026-01-05'],
    ['thisMonth', '2026-02-28', '2026-02-01', '2026-02-28'],
    ['lastMonth', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['lastMonth', '2026-01-15', '2025-12-01', '2025-12-31'],
    ['thisQuarter', '2026-05-31', '2026-04-01', '2026-05-31'],
    ['thisYear', '2024-02-29', '2024-01-01', '2024-02-29'],
  ] as const)('%s on %s', (preset, today, from, to) => {
    expect(presetDays(preset, today)).toEqual({ from, to })
  })

  it('never end before they begin', () => {
    for (const preset of PRESETS) {
      const { from, to } = presetDays(preset, '2026-01-01')
      expect(from <= to).toBe(true)
    }
  })
})

describe('the address', () => {
  it('keeps what makes sense and drops the rest', () => {
    const search = { type: 'campaign', from: '2026-02-30x', to: '2026-02-01', step: 'hour', compare: false }
    expect(readReportSearch(search)).toEqual({
      type: 'campaign',
      from: undefined,
      to: '2026-02-01',
      compare: false,
      step: undefined,
    })
  })

  it('means the last thirty days at first, and never a period that ends before it begins', () => {
    expect(wantedOf({}, '2026-03-01')).toEqual({
      type: 'agent_performance',
      from: '2026-01-31',
      to: '2026-03-01',
      compare: true,
      step: undefined,
    })
    expect(wantedOf({ from: '2026-05-01', to: '2026-03-01' }, '2026-06-01').from).toBe('2026-01-31')
  })
})
