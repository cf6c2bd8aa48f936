import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync('src/theme.css', 'utf8')

function tokens(block: RegExp): Record<string, string> {
  const body = css.match(block)?.[1] ?? ''
  return Object.fromEntries(
    [...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1], match[2]]),
  )
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

const light = tokens(/:root \{([^}]*)\}/)
const dark = tokens(/:root\[data-theme="dark"\] \{([^}]*)\}/)
const darkBySystem = tokens(/:root:not\(\[data-theme="light"\]\) \{([^}]*)\}/)

test('both dark blocks hold the same values', () => {
  expect(darkBySystem).toEqual(dark)
  expect(Object.keys(dark).sort()).toEqual(Object.keys(light).sort())
})

const grounds = ['bg', 'surface', 'raised', 'hover', 'selected']
const texts = ['fg', 'muted', 'accent', 'good', 'waiting', 'urgent', 'info']
const pairs = [
  ...texts.flatMap((text) => grounds.map((ground) => [text, ground])),
  ...['good', 'waiting', 'urgent', 'info'].flatMap((s) => [
    [s, `${s}-soft`],
    ['fg', `${s}-soft`],
  ]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
] as [string, string][]

test.each([
  ['light', light],
  ['dark', dark],
])('text keeps 4.5:1 on its ground (%s)', (_name, values) => {
  const failing = pairs
    .map(([text, ground]) => ({ text, ground, ratio: contrast(values[text] ?? '', values[ground] ?? '') }))
    .filter(({ ratio }) => !(ratio >= 4.5))
  expect(failing).toEqual([])
})

test.each([
  ['light', light],
  ['dark', dark],
])('edges of controls keep 3:1 (%s)', (_name, values) => {
  for (const ground of ['bg', 'surface', 'raised']) {
    expect(contrast(values['line-strong'] ?? '', values[ground] ?? '')).toBeGreaterThanOrEqual(3)
  }
})
