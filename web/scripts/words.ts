import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { groupOf, groupsOf } from './word-groups.ts'

const LOCALES = fileURLToPath(new URL('../src/locales/', import.meta.url))
const SOURCES = fileURLToPath(new URL('../src/', import.meta.url))
const VIRTUAL = 'virtual:words/'
const FILE = /\/locales\/(\w+)\.json\?words=(\w+)$/

type Catalogue = Record<string, unknown>
const catalogue = (language: string): Catalogue =>
  JSON.parse(readFileSync(`${LOCALES}${language}.json`, 'utf8')) as Catalogue

/**
 * Splits the catalogues: the first load brings the words of the shell, and each module that is loaded later
 * waits for the words it shows, in the language of the moment. Nobody has to list them anywhere.
 */
export function words(): Plugin {
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
      const groups = groupsOf(code, Object.keys(catalogue('en')))
      if (groups.length === 0) return null
      const imports = groups.map((group) => `import '${VIRTUAL}${group}';`).join('')
      return { code: imports + code, map: null }
    },
  }
}
