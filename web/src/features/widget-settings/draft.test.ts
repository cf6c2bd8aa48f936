import { describe, expect, it } from 'vitest'
import { changesOf, closingTime, linesOf, snippet, toClock } from './draft'
import type { WidgetDraft } from './queries'

const saved = { title: 'A', channels: ['chat'], hours: [], enabled: false } as unknown as WidgetDraft

describe('what is sent', () => {
  it('is what differs, lists included', () => {
    expect(changesOf(saved, { ...saved })).toEqual({})
    expect(changesOf(saved, { ...saved, title: 'B', channels: ['chat', 'bot'] })).toEqual({
      title: 'B',
      channels: ['chat', 'bot'],
    })
  })
})

describe('origins', () => {
  it('are taken from lines, spaces and commas alike', () => {
    expect(linesOf(' https://a.example\nhttps://b.example, https://c.example \n\n')).toEqual([
      'https://a.example',
      'https://b.example',
      'https://c.example',
    ])
  })
})

describe('the snippet', () => {
  it('is one tag with the public key', () => {
    expect(snippet('https://desk.example/widget.js', 'key')).toBe(
      '<script src="https://desk.example/widget.js" data-workspace="key" async></script>',
    )
  })
})

describe('midnight', () => {
  it('ends a day as 24:00', () => {
    expect(closingTime('00:00')).toBe('24:00')
    expect(closingTime('17:00')).toBe('17:00')
    expect(toClock('24:00')).toBe('00:00')
  })
})
