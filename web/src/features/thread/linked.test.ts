import { expect, test } from 'vitest'
import { linked } from './linked'

test('an address in a sentence becomes a link, without the full stop', () => {
  expect(linked('See https://example.org/a?b=1, then (http://x.test).')).toEqual([
    { at: 0, text: 'See ' },
    { at: 4, text: 'https://example.org/a?b=1', href: 'https://example.org/a?b=1' },
    { at: 29, text: ', then (' },
    { at: 37, text: 'http://x.test', href: 'http://x.test' },
    { at: 50, text: ').' },
  ])
})

test('nothing but the web is linked', () => {
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'plain']) {
    expect(linked(text)).toEqual([{ at: 0, text }])
  }
})
