import { describe, expect, test } from 'vitest'
import { filtersOf, readSearch, toggled } from '@/features/tickets/filters'
import { type SavedView, STATUSES } from '@/services/types'
import { activeView, searchOfBuiltIn, searchOfSaved } from './views'

const saved: SavedView = {
  id: 4,
  name: 'VPN',
  filters: { status: 'open,in_progress', tag: 'vpn' },
  shared: true,
  own: true,
}

describe('an address', () => {
  test('keeps known filters in one order and leaves the rest out', () => {
    const read = readSearch({
      status: 'in_progress,open,nonsense',
      assigned_to: '12x',
      q: '',
      created_by: '7',
    })
    expect(read).toEqual({ status: 'open,in_progress', created_by: 7 })
  })

  test('toggles one value of several', () => {
    expect(toggled('in_progress', 'open', STATUSES)).toBe('open,in_progress')
    expect(toggled('open', 'open', STATUSES)).toBeUndefined()
  })

  test('does not hand the name of its view to the server', () => {
    expect(filtersOf(searchOfBuiltIn('mine'))).toEqual({ status: 'open,in_progress', assigned_to: 'me' })
  })
})

describe('the view of some filters', () => {
  test('is the built-in or the saved one that fits', () => {
    expect(activeView(searchOfBuiltIn('urgent'), [saved])).toMatchObject({ kind: 'built-in' })
    expect(activeView(searchOfSaved(saved), [saved])).toEqual({ kind: 'saved', view: saved })
    expect(activeView({ status: 'open,in_progress', tag: 'vpn' }, [saved])).toMatchObject({ kind: 'saved' })
  })

  test('is none once they were changed', () => {
    expect(activeView({ ...searchOfSaved(saved), priority: 'high' }, [saved])).toEqual({ kind: 'none' })
  })
})
