import { expect, test } from 'vitest'
import { type CallSession, openOf, patched } from './sessions'

const session = (id: number, type: CallSession['type'], status: CallSession['status']) =>
  ({ id, type, status, queue_position: 3 }) as CallSession

test('the open call is the newest voice or video session that has not ended', () => {
  expect(openOf([])).toBeUndefined()
  const all = [session(4, 'chat', 'active'), session(3, 'video', 'ended'), session(2, 'voice', 'waiting')]
  expect(openOf(all)?.id).toBe(2)
})

test('an event changes its own session and no other', () => {
  const all = [session(1, 'video', 'waiting'), session(2, 'voice', 'waiting')]
  const changed = patched(all, { id: 2, queue_position: 1 })
  expect(changed?.map((each) => each.queue_position)).toEqual([3, 1])
  expect(patched(undefined, { id: 2 })).toBeUndefined()
})
