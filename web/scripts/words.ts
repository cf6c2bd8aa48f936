import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/** Sections of the catalogues that the shell needs before any page is there. */
const FIRST = new Set([
  'app',
  'commands',
  'errors',
  'fields',
  'live',
  'nav',
  'notFound',
  'roles',
  'ui',
  'validation',
  'waiting',
])
/** Sections that are nearly always needed together come in one file; any other has a file of its own. */
const TOGETHER: Record<string, readonly string[]> = {
  desk: ['history', 'thread', 'ticket', 'tickets', 'views'],
  admin: ['numbers', 'people', 'system'],
}

const LOCALES = fileURLToPath(new URL('../src/locales/', import.meta.url))
const SOURCES = fileURLToPath(new URL('../src/', import.meta.url))
const VIRTUAL = 'virtual:words/'
const FILE = /\/locales\/(\w+)\.json\?words=(\w+)$/

type Catalogue = Record<string, unknown>
const catalogue = (language: string): Catalogue =>
  JSON.parse(readFileSync(`${LOCALES}${language}.json`, 'utf8')) as Catalogue

function groupOf(section: string): string {
  if (FIRST.has(section)) return 'first'
  return Object.keys(TOGETHER).find((group) => TOGETHER[group]?.includes(section)) ?? section
}

/** The groups of words that a module shows. Modules that translate nothing only name events and keys alike. */
export function groupsOf(code: string, sections: readonly string[]): string[] {
  if (!/\buseTranslation\b/.test(code)) return []
  const named = new Set([...code.matchAll(/['"`]([\w-]+)\.(?=[\w$])/g)].map((match) => match[1]))
  return [...new Set(sections.filter((section) => named.has(section)).map(groupOf))].filter(
    (group) => group !== 'first',
  )
}

/**
 * Splits the catalogues: the first load brings the words of the shell, and each module that is loaded later
 * waits for the words it shows, in the language of the moment. Nobody has to list them anywhere.
 */
export function words(): Plugin {
  const sections = Object.keys(catalogue('en'))
  return {
    name: 'ringdesk-words',
    enforce: 'pre',
    resolveId(id) {
      return id.startsWith(VIRTUAL) ? `\0${id}` : null
    },
    load(id) {
      if (id.startsWith(`\0${VIRTUAL}`)) {
        const group = id.slice(VIRTUAL.length + 1)
        return [
          `import { addWords } from '@/app/i18n'`,
          `await addWords('${group}', import.meta.glob('/src/locales/*.json', { query: '?words=${group}' }))`,
        ].join('\n')
      }
      const [, language, group] = id.match(FILE) ?? []
      if (!language || !group) return null
      this.addWatchFile(`${LOCALES}${language}.json`)
      const all = Object.entries(catalogue(language))
      const own = Object.fromEntries(all.filter(([section]) => groupOf(section) === group))
      return { code: `export default ${JSON.stringify(own)}`, moduleType: 'js' }
    },
    transform(code, id) {
      if (!id.startsWith(SOURCES) || !/\.tsx?$/.test(id)) return null
      const groups = groupsOf(code, sections)
      if (groups.length === 0) return null
      const imports = groups.map((group) => `import '${VIRTUAL}${group}';`).join('')
      return { code: imports + code, map: null }
    },
  }
}
