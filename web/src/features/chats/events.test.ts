import { expect, test } from 'vitest'
import { clock, eventOf } from './events'

test('an event says what happened, and what else it knows', () => {
  expect(eventOf({ content: '{"what":"session_ended","type":"voice","seconds":65}' })).toMatchObject({
    what: 'session_ended',
    type: 'voice',
    seconds: 65,
  })
})

test('what is no event, or lies about its fields, breaks nothing', () => {
  expect(eventOf({ content: '<script>alert(1)</script>' })).toEqual({ what: '' })
  expect(eventOf({ content: 'null' })).toEqual({ what: '' })
  expect(eventOf({ content: '{"what":7,"seconds":"x","by":{}}' })).toEqual({ what: '' })
})

test('a duration as a clock shows it', () => {
  expect([0, 5, 65, 3723].map(clock)).toEqual(['0:00', '0:05', '1:05', '1:02:03'])
})
