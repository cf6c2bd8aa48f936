import { describe, expect, it } from 'vitest'
import { identityOf, opened, sealed } from '../shared/protocol'
import { accentsFor, contrast, readableOn, rgbOf } from './contrast'
import { linked, safeAddress } from './linked'
import { backoff } from './live'
import { merged } from './state'
import type { Message } from './types'
import { fill, languageOf, waitText, wordsOf } from './words'
import en from './words/en'

const LANGUAGES = ['de', 'ru', 'es', 'ar'] as const

describe('colours', () => {
  const surfaces = { light: '#ffffff', dark: '#19191d' }

  it('can be read, whatever was chosen', () => {
    for (const surface of Object.values(surfaces)) {
      for (let value = 0; value < 0xffffff; value += 0x0f3d71) {
        const chosen = `#${value.toString(16).padStart(6, '0')}`
        const { accent, onAccent, accentEdge, accentText } = accentsFor(chosen, surface)
        expect(contrast(rgbOf(onAccent), rgbOf(accent)), chosen).toBeGreaterThanOrEqual(4.5)
        expect(contrast(rgbOf(accentText), rgbOf(surface)), chosen).toBeGreaterThanOrEqual(4.5)
        expect(contrast(rgbOf(accentEdge), rgbOf(surface)), chosen).toBeGreaterThanOrEqual(3)
      }
    }
  })

  it('are measured as WCAG does', () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21)
    expect(contrast(rgbOf('#777777'), [255, 255, 255])).toBeCloseTo(4.48, 2)
    expect(readableOn(rgbOf('#ffee00'))).toEqual([0, 0, 0])
  })
})

describe('links', () => {
  it('are what begins with http or https, and nothing else', () => {
    const hrefs = (text: string) => linked(text).flatMap(({ href }) => href ?? [])
    expect(hrefs('see https://a.example/x?y=1#z.')).toEqual(['https://a.example/x?y=1#z'])
    expect(hrefs('(http://a.example/b_(c))')).toEqual(['http://a.example/b_(c)'])
    expect(hrefs('javascript:alert(1) data:text/html,x ftp://a.example')).toEqual([])
    expect(hrefs('<a href="https://a.example">')).toEqual(['https://a.example/'])
  })

  it('leave the text as it was', () => {
    const text = 'a https://b.example, c\n<b>'
    expect(
      linked(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
  })

  it('of sources lead nowhere else', () => {
    expect(safeAddress('/help/1', 'https://desk.example')).toBe('https://desk.example/help/1')
    expect(safeAddress('javascript:alert(1)', 'https://desk.example')).toBeNull()
    expect(safeAddress('data:text/html,x', 'https://desk.example')).toBeNull()
  })
})

describe('words', () => {
  it.each(LANGUAGES)('are complete in %s, with the same variables', async (language) => {
    const words = await wordsOf(language)
    expect(Object.keys(words).sort()).toEqual(Object.keys(en).sort())
    const variables = (text: unknown) =>
      typeof text === 'string' ? (text.match(/{{\w+}}/g) ?? []).sort() : []
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      expect(variables(words[key]), key).toEqual(variables(en[key]))
    }
  })

  it('are in the first language that we speak', () => {
    expect(languageOf([undefined, 'fr-FR', 'de-AT', 'en'])).toBe('de')
    expect(languageOf(['zh'])).toBe('en')
  })

  it('say a wait as people do', async () => {
    expect(waitText(32, en, 'en')).toBe('35 seconds')
    expect(waitText(170, en, 'en')).toBe('3 minutes')
    expect(waitText(120, await wordsOf('ru'), 'ru')).toBe('2 минуты')
    expect(fill('{{a}} {{b}}', { a: 1 })).toBe('1 {{b}}')
  })
})

describe('messages', () => {
  const message = (id: number, content = '') => ({ id, content }) as Message

  it('are each there once, in order, in their newest state', () => {
    const known = [message(2), message(3, 'old')]
    const all = merged(known, [message(3, 'new'), message(1)])
    expect(all.map((one) => one.id)).toEqual([1, 2, 3])
    expect(all[2]?.content).toBe('new')
  })
})

describe('what pages say', () => {
  it('is taken in its own shape only', () => {
    expect(opened(sealed({ type: 'close' }))?.type).toBe('close')
    for (const odd of [null, 1, 'x', {}, { type: 'close' }, { mark: 'other', type: 'close' }]) {
      expect(opened(odd)).toBeNull()
    }
    expect(identityOf({ external_id: 7, name: 1, role: 'admin' })).toEqual({ external_id: '7' })
    expect(identityOf({})).toBeNull()
    expect(identityOf('x')).toBeNull()
  })
})

describe('coming back', () => {
  it('waits longer each time, and never all at once', () => {
    expect(backoff(0, 0)).toBe(250)
    expect(backoff(3, 1)).toBe(4000)
    expect(backoff(99, 1)).toBe(30_000)
  })
})
