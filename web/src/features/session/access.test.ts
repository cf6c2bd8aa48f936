import { expect, test } from 'vitest'
import type { Session } from '@/services/types'
import { mayOpen } from './access'

const session = (role: string, ...scopes: string[]) => ({ user: { role }, scopes }) as unknown as Session

test('a page asks for a scope, whatever the role that holds it', () => {
  expect(mayOpen({ scope: 'users:read' }, session('support_agent', 'users:read'))).toBe(true)
  expect(mayOpen({ scope: 'users:read' }, session('admin'))).toBe(false)
})

test("a page of one role stays that role's", () => {
  expect(mayOpen({ roles: ['customer'] }, session('customer'))).toBe(true)
  expect(mayOpen({ roles: ['customer'] }, session('admin', 'users:read'))).toBe(false)
  expect(mayOpen({}, session('operator'))).toBe(true)
})

test('the list of all workspaces asks for who looks after them', () => {
  const admin = session('admin', 'settings:write')
  expect(mayOpen({ installation: true }, admin)).toBe(false)
  expect(mayOpen({ installation: true }, { ...admin, watches_all: true })).toBe(true)
})
