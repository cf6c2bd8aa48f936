import { describe, expect, test } from 'vitest'
import type { Message, Ticket } from '@/services/types'
import { descriptionOf, mayBeSolved, plainState, unreadAnswers } from './words'

const ticket = (changes: Partial<Ticket>) =>
  ({ status: 'open', unread_count: 0, assigned_to: null, first_responded_at: null, ...changes }) as Ticket
const message = (id: number, sender: number, read_at: string | null = null) =>
  ({ id, sender: { id: sender, full_name: '', role: 'customer' }, read_at }) as Message

describe('the state in plain words', () => {
  test('a new request was received, and is worked on once somebody has it', () => {
    expect(plainState(ticket({}))).toBe('received')
    expect(plainState(ticket({ assigned_to: 2 }))).toBe('working')
    expect(plainState(ticket({ status: 'in_progress' }))).toBe('working')
  })

  test('an answer not yet seen comes before everything but the end', () => {
    expect(plainState(ticket({ status: 'in_progress', unread_count: 1 }))).toBe('answered')
    expect(plainState(ticket({ status: 'resolved', unread_count: 1 }))).toBe('solved')
  })
})

test('only what others wrote and was not seen is unread', () => {
  const said = [message(1, 7), message(2, 3), message(3, 3, '2026-01-01T00:00:00Z')]
  expect(unreadAnswers(said, 7).map((each) => each.id)).toEqual([2])
})

test('"did this solve it" is asked after an answer, and not once it is over', () => {
  expect(mayBeSolved(ticket({}), [message(1, 7)], 7)).toBe(false)
  expect(mayBeSolved(ticket({}), [message(1, 3)], 7)).toBe(true)
  expect(mayBeSolved(ticket({ status: 'resolved' }), [message(1, 3)], 7)).toBe(false)
})

test('a title that says it all is the description, too', () => {
  expect(descriptionOf('Printer ', '  ')).toBe('Printer')
  expect(descriptionOf('Printer', 'It is on fire')).toBe('It is on fire')
})
