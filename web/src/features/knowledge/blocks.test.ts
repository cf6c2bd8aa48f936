import { describe, expect, it } from 'vitest'
import { blocks, inlines, safeHref } from './blocks'

describe('blocks', () => {
  it('knows headings, paragraphs, lists, quotes, code and rules', () => {
    const text = '# One\n\nTwo\nlines\n\n- a\n- b\n\n1. c\n2) d\n\n> e\n> f\n\n```sh\n**g**\n```\n---\nend'
    expect(blocks(text).map((each) => each.kind)).toEqual([
      'heading',
      'paragraph',
      'list',
      'list',
      'quote',
      'code',
      'rule',
      'paragraph',
    ])
    expect(blocks(text)[5]).toEqual({ kind: 'code', text: '**g**' })
  })

  it('takes code that never ends to the end', () => {
    expect(blocks('```\na\nb')).toEqual([{ kind: 'code', text: 'a\nb' }])
  })

  it('leaves HTML as text', () => {
    expect(blocks('<script>alert(1)</script>')).toEqual([
      { kind: 'paragraph', children: [{ kind: 'text', text: '<script>alert(1)</script>' }] },
    ])
  })

  it('ends for any text, soon', () => {
    const began = performance.now()
    for (const hard of ['*'.repeat(50_000), '[a]('.repeat(10_000), '> '.repeat(20_000), '`'.repeat(50_001)])
      blocks(hard)
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})

describe('inlines', () => {
  it('knows emphasis, code and links', () => {
    expect(inlines('a **b *c*** `d` [e](https://f.example) _g_').map((each) => each.kind)).toContain('link')
    expect(inlines('**b**')).toEqual([{ kind: 'strong', children: [{ kind: 'text', text: 'b' }] }])
    expect(inlines('snake_case_name')).toEqual([{ kind: 'text', text: 'snake_case_name' }])
  })

  it('shows an image as a link to it', () => {
    expect(inlines('![chart](https://x.example/a.png)')[0]).toMatchObject({
      kind: 'link',
      href: 'https://x.example/a.png',
    })
  })

  it('keeps the words of a link that leads nowhere good', () => {
    expect(inlines('[press](javascript:alert)')).toEqual([{ kind: 'text', text: 'press' }])
  })
})

describe('safeHref', () => {
  it.each([
    ['https://a.example/b', true],
    ['mailto:a@b.example', true],
    ['/help/articles/1', true],
    ['javascript:alert(1)', false],
    ['JaVaScRiPt:alert(1)', false],
    ['data:text/html,x', false],
    ['vbscript:x', false],
    ['//evil.example', false],
    ['/\\evil.example', false],
    ['file:///etc/passwd', false],
  ])('%s: %s', (href, good) => {
    expect(safeHref(href) !== null).toBe(good)
  })
})
