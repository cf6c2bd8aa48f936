import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { handleKey, registerCommand, setSingleKeys } from './commands'

const stops: (() => void)[] = []
function command(id: string, key: string) {
  const run = vi.fn()
  stops.push(registerCommand({ id, label: id, key, run }))
  return run
}
function press(key: string, target: HTMLElement = document.body, init: KeyboardEventInit = {}) {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }))
}

beforeEach(() => window.addEventListener('keydown', handleKey))
afterEach(() => {
  window.removeEventListener('keydown', handleKey)
  for (const stop of stops.splice(0)) stop()
  document.body.innerHTML = ''
  setSingleKeys(true)
})

test('single keys and sequences', () => {
  const tickets = command('tickets', 'g t')
  const tag = command('tag', 't')
  press('g')
  press('t')
  expect(tickets).toHaveBeenCalledOnce()
  expect(tag).not.toHaveBeenCalled()
  press('t')
  expect(tag).toHaveBeenCalledOnce()
})

test('an unknown second key runs nothing', () => {
  command('tickets', 'g t')
  const reply = command('reply', 'r')
  press('g')
  press('r')
  expect(reply).not.toHaveBeenCalled()
  press('r')
  expect(reply).toHaveBeenCalledOnce()
})

test('nothing runs while one types, but for combinations', () => {
  const reply = command('reply', 'r')
  const palette = command('palette', 'mod+k')
  const field = document.body.appendChild(document.createElement('textarea'))
  press('r', field)
  press('k', field, { ctrlKey: true })
  expect(reply).not.toHaveBeenCalled()
  expect(palette).toHaveBeenCalledOnce()
})

test('the last one registered has the key, and gives it back', () => {
  const page = command('page', 'r')
  const pane = command('pane', 'r')
  press('r')
  expect([page.mock.calls.length, pane.mock.calls.length]).toEqual([0, 1])
  stops.pop()?.()
  press('r')
  expect(page).toHaveBeenCalledOnce()
})

test('single keys can be switched off', () => {
  const reply = command('reply', 'r')
  setSingleKeys(false)
  press('r')
  expect(reply).not.toHaveBeenCalled()
})
