import { expect, test } from 'vitest'
import { freeKey, linesOf, type Menu, menuOf } from './menu'

const menu: Menu = {
  do: 'menu',
  say: 'One for sales',
  keys: {
    '1': { do: 'queue', queue_id: 3 },
    '2': { do: 'callback' },
    '4': { do: 'number', number: '+12024560177' },
    '9': { do: 'menu', say: 'More', keys: { '1': { do: 'callback' } } },
    '*': { do: 'hang_up', say: 'Goodbye' },
    '#': { do: 'opt_out', say: '' },
  },
}

test('a menu is shown in lines and comes back as it was, with the menus within it', () => {
  expect(menuOf(menu.say, linesOf(menu))).toEqual(menu)
})

test('without a line there is no menu, and the next line gets a free key', () => {
  expect(menuOf('Hello', [])).toBeNull()
  expect(freeKey(linesOf(menu))).toBe('3')
})
