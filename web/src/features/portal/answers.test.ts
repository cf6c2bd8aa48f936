import { expect, test } from 'vitest'
import { byHits, tellingWords } from './answers'

test('a sentence is searched by its longest words, in any script', () => {
  expect(tellingWords('I can not reset my password, the password!')).toEqual(['password', 'reset'])
  expect(tellingWords('Не работает VPN, совсем не работает')).toEqual(['работает', 'совсем'])
  expect(tellingWords('a b c')).toEqual([])
})

test('what more words found comes first', () => {
  const [a, b, c] = [{ id: 1 }, { id: 2 }, { id: 3 }]
  expect(byHits([[a, b], [b], [c]]).map((entry) => entry.id)).toEqual([2, 1, 3])
})
