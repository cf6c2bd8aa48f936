// Adds, changes or removes a key in all four catalogues at once, sorted, so that they never drift:
//   npm run locale -- inbox.empty "No tickets" "Keine Tickets" "Нет заявок" "No hay solicitudes"
//   npm run locale -- inbox.count --plural          reads the forms as en.one=… ru.few=… arguments
//   npm run locale -- --remove inbox.empty
import { readFileSync, writeFileSync } from 'node:fs'

const LANGUAGES = ['en', 'de', 'ru', 'es']
const path = (language) => new URL(`../src/locales/${language}.json`, import.meta.url)

function sorted(value) {
  if (typeof value === 'string') return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  )
}

function change(language, key, text) {
  const catalogue = JSON.parse(readFileSync(path(language), 'utf8'))
  const parts = key.split('.')
  const last = parts.pop()
  let node = catalogue
  for (const part of parts) {
    node[part] ??= {}
    node = node[part]
    if (typeof node === 'string') throw new Error(`${part} in ${key} is a text, not a section`)
  }
  if (text === undefined) delete node[last]
  else node[last] = text
  writeFileSync(path(language), `${JSON.stringify(sorted(catalogue), null, 2)}\n`)
}

const args = process.argv.slice(2)
if (args[0] === '--remove') {
  for (const key of args.slice(1)) for (const language of LANGUAGES) change(language, key)
} else if (args[1] === '--plural') {
  for (const entry of args.slice(2)) {
    const [, language, form, text] = entry.match(/^(\w+)\.(\w+)=([\s\S]*)$/) ?? []
    if (!LANGUAGES.includes(language)) throw new Error(`Not a form: ${entry}`)
    change(language, `${args[0]}_${form}`, text)
  }
} else {
  const [key, ...texts] = args
  if (texts.length !== LANGUAGES.length) {
    throw new Error(`Give a key and its text in ${LANGUAGES.join(', ')}`)
  }
  LANGUAGES.forEach((language, index) => {
    change(language, key, texts[index])
  })
}
