import { expect, test } from 'vitest'
import { areasOf, newPassword, same, toggled } from './scopes'

test('rights stand area by area, reading before writing', () => {
  expect(areasOf(['tickets:write', 'tickets:read', 'audit:read'], [])).toEqual([
    { area: 'audit', acts: [{ scope: 'audit:read', act: 'read', held: true }] },
    {
      area: 'tickets',
      acts: [
        { scope: 'tickets:read', act: 'read', held: true },
        { scope: 'tickets:write', act: 'write', held: true },
      ],
    },
  ])
})

test('a right that one lacks is shown, but not as one to give', () => {
  expect(areasOf([], ['users:write'])[0]?.acts[0]?.held).toBe(false)
})

test('turning a right on and off again changes nothing', () => {
  const scopes = ['a:read', 'b:read']
  expect(toggled(scopes, 'c:read', true)).toEqual(['a:read', 'b:read', 'c:read'])
  expect(same(toggled(toggled(scopes, 'c:read', true), 'c:read', false), scopes)).toBe(true)
  expect(toggled(scopes, 'a:read', true)).toEqual(['a:read', 'b:read'])
})

test('a made password has four groups, and another one each time', () => {
  expect(newPassword()).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/)
  expect(newPassword()).not.toBe(newPassword())
})
