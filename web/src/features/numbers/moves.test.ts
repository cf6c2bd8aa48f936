import { expect, test } from 'vitest'
import type { Message, Ticket } from '@/services/types'
import { changeOf, type MovementState, movement } from './moves'

const ticket = (changes: Partial<Ticket> = {}): Ticket =>
  ({
    id: 1,
    title: 'Printer',
    version: 1,
    status: 'open',
    priority: 'low',
    category: 'other',
    assigned_to: null,
    agent: null,
    tags: [],
    created_at: '2026-01-01T10:00:00Z',
    customer: { id: 9, full_name: 'Carla', email: '' },
    ...changes,
  }) as Ticket
const start = (): MovementState => ({ moves: [], known: new Map() })

test('what changed is named by what matters most', () => {
  const agent = { id: 2, full_name: 'Axel' }
  expect(changeOf(undefined, ticket())).toEqual({ kind: 'created', name: 'Carla' })
  expect(changeOf(ticket(), ticket({ version: 2, assigned_to: 2, agent }))).toEqual({
    kind: 'assigned',
    name: 'Axel',
  })
  expect(changeOf(ticket(), ticket({ version: 2, status: 'resolved', agent }))).toEqual({
    kind: 'resolved',
    name: 'Axel',
  })
  expect(changeOf(ticket(), ticket({ version: 2, priority: 'high' }))).toEqual({ kind: 'changed' })
})

test("a reply's own bookkeeping is no change of its own", () => {
  expect(changeOf(ticket(), ticket({ version: 2, message_count: 3 }))).toBeNull()
})

test('the same ticket, heard and fetched, is one line', () => {
  let state = movement(start(), { kind: 'ticket', ticket: ticket(), at: '2026-01-01T10:00:00Z' })
  state = movement(state, { kind: 'latest', tickets: [ticket()] })
  expect(state.moves).toHaveLength(1)
})

test('newest first, and a message is named by its ticket', () => {
  let state = movement(start(), { kind: 'latest', tickets: [ticket()] })
  const message = { id: 5, ticket_id: 1, created_at: '2026-01-01T11:00:00Z', sender: { full_name: 'Axel' } }
  state = movement(state, { kind: 'message', message: message as Message })
  expect(state.moves.map((move) => [move.kind, move.title, move.name])).toEqual([
    ['said', 'Printer', 'Axel'],
    ['created', 'Printer', 'Carla'],
  ])
})
