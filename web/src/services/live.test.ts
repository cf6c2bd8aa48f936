import { afterEach, expect, test, vi } from 'vitest'
import { backoff, onLive, receive, stopLive } from './live'
import type { Ticket } from './types'

afterEach(stopLive)

test('each event is heard once, also when a replay brings it again', () => {
  const heard = vi.fn()
  const stop = onLive('ticket.updated', heard)
  receive({ type: 'welcome', data: { seq: 10 } })
  const ticket = { id: 1 } as Ticket
  receive({ type: 'ticket.updated', data: ticket, seq: 11 })
  receive({ type: 'ticket.updated', data: ticket, seq: 11 })
  receive({ type: 'ticket.updated', data: ticket, seq: 9 })
  stop()
  receive({ type: 'ticket.updated', data: ticket, seq: 12 })
  expect(heard).toHaveBeenCalledTimes(1)
})

test('a welcome after a gap does not skip what is about to be replayed', () => {
  const heard = vi.fn()
  const stop = onLive('ticket.deleted', heard)
  receive({ type: 'welcome', data: { seq: 10 } })
  receive({ type: 'welcome', data: { seq: 14 } })
  receive({ type: 'ticket.deleted', data: { id: 5 }, seq: 12 })
  stop()
  expect(heard).toHaveBeenCalledOnce()
})

test('a reset, or a counter that went back, asks for everything again', () => {
  const heard = vi.fn()
  const stop = onLive('live.reset', heard)
  receive({ type: 'welcome', data: { seq: 10 } })
  receive({ type: 'reset', seq: 400 })
  receive({ type: 'welcome', data: { seq: 3 } })
  stop()
  expect(heard).toHaveBeenCalledTimes(2)
})

test('waits grow, stay within 30 s and are never all alike', () => {
  expect(backoff(0, 0)).toBe(250)
  expect(backoff(3, 1)).toBe(4000)
  expect(backoff(30, 1)).toBe(30_000)
  expect(backoff(5, 0.1)).not.toBe(backoff(5, 0.9))
})
