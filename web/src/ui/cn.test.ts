import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { twMerge } from 'tailwind-merge'
import { describe, expect, it } from 'vitest'
import { cn } from './cn'

const SOURCE = 'src'

/** Every class of Tailwind's that the app names anywhere, without the conditions before it. */
function classesInUse(): string[] {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tsx'),
  )
  const found = new Set<string>()
  for (const file of files) {
    for (const [, text] of readFileSync(join(SOURCE, file), 'utf8').matchAll(/["'`]([^"'`\n]*)["'`]/g)) {
      for (const word of (text ?? '').split(/\s+/))
        found.add(word.replace(/^(?:[^[:(]*(?:\[[^\]]*\])?:)+/, ''))
    }
  }
  // Twice the same is once the same, for what it knows.
  return [...found].filter((name) => name !== '' && twMerge(`${name} ${name}`) === name)
}

describe('Class names', () => {
  it('decide as tailwind-merge does between every two classes that the app uses', () => {
    const all = classesInUse()
    expect(all.length).toBeGreaterThan(300)
    const wrong: string[] = []
    for (const one of all) {
      for (const other of all) {
        const both = `${one} ${other}`
        if (twMerge(both) !== cn(both)) wrong.push(`${both} → ${twMerge(both)}, not ${cn(both)}`)
      }
    }
    expect(wrong).toEqual([])
  }, 60_000)

  it('undo nothing under other conditions', () => {
    expect(cn('h-8 md:h-10 pointer-coarse:h-11', 'h-auto')).toBe('md:h-10 pointer-coarse:h-11 h-auto')
    expect(cn('[&_svg]:size-4 [&_svg]:shrink-0', '[&_svg]:size-5')).toBe('[&_svg]:shrink-0 [&_svg]:size-5')
    expect(cn('data-[state=active]:px-2', false, undefined, 'px-3')).toBe('data-[state=active]:px-2 px-3')
  })

  it('of our own all stay', () => {
    expect(cn('fades-x rail-label cell', 'overflow-x-auto')).toBe('fades-x rail-label cell overflow-x-auto')
  })
})
