import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

type Tree = { [key: string]: string | Tree }
const LANGUAGES = ['en', 'de', 'ru', 'es'] as const
const PLURAL = /_(zero|one|two|few|many|other)$/

function flatten(tree: Tree, prefix = ''): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(tree).map(([key, value]) =>
      typeof value === 'string' ? { [prefix + key]: value } : flatten(value, `${prefix}${key}.`),
    ),
  )
}

const catalogues = Object.fromEntries(
  LANGUAGES.map((language) => [
    language,
    flatten(JSON.parse(readFileSync(`src/locales/${language}.json`, 'utf8')) as Tree),
  ]),
) as Record<(typeof LANGUAGES)[number], Record<string, string>>

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.tsx?$/.test(path) && !/\.test\.tsx?$|\.d\.ts$/.test(path) ? [readFileSync(path, 'utf8')] : []
  })
}

const code = sources('src').join('\n')
const base = (key: string) => key.replace(PLURAL, '')
const known = new Set(Object.keys(catalogues.en).map(base))

/** t('a.b'), titleKey: 'a.b', labelKey: 'a.b' */
const literal = [...code.matchAll(/(?:\bt\(\s*|\b\w+Key[:=]\s*)(['"])([\w.-]+)\1/g)].map(
  (match) => match[2] ?? '',
)
/** t(`a.${b}`) */
const patterns = [...code.matchAll(/\bt\(\s*`([^`]*)`/g)].map(
  (match) => new RegExp(`^${(match[1] ?? '').replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[\\w-]+')}$`),
)
/** Schema messages and tables hold keys as plain strings. */
const strings = new Set([...code.matchAll(/(['"])([\w-]+(?:\.[\w-]+)+)\1/g)].map((match) => match[2] ?? ''))

test('no key is missing from the catalogues', () => {
  const missing = literal.filter((key) => !known.has(key))
  const empty = patterns.filter((pattern) => ![...known].some((key) => pattern.test(key))).map(String)
  expect({ missing, empty }).toEqual({ missing: [], empty: [] })
})

test('no key in the catalogues is unused', () => {
  const unused = [...known].filter(
    (key) => !strings.has(key) && !patterns.some((pattern) => pattern.test(key)),
  )
  expect(unused).toEqual([])
})

test.each(LANGUAGES)('%s has every key, with every plural form of its own', (language) => {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  const expected = Object.keys(catalogues.en).flatMap((key) =>
    PLURAL.test(key) ? forms.map((form) => `${base(key)}_${form}`) : [key],
  )
  expect(Object.keys(catalogues[language]).sort()).toEqual([...new Set(expected)].sort())
})

test.each(LANGUAGES)('%s names the same variables as English, and leaves nothing empty', (language) => {
  const variables = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]).sort()
  for (const [key, text] of Object.entries(catalogues[language])) {
    const english = catalogues.en[key] ?? catalogues.en[`${base(key)}_other`] ?? ''
    expect({ key, variables: variables(text) }).toEqual({ key, variables: variables(english) })
    expect(text.trim(), key).not.toBe('')
  }
})
