// Fails when the first load or a route's own code is larger than the app's budget allows.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const FIRST_LOAD_KB = 220
const ROUTE_KB = 80
/** Loaded on demand inside a page, never with it. */
const ON_DEMAND = /echarts|\.json\?words=/

const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))

const sizes = new Map()
function size(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(new URL(file, dist))).length / 1024)
  return sizes.get(file)
}

/** A chunk with everything it imports statically, by the manifest's keys. */
function closure(key, into = new Set()) {
  if (!manifest[key] || into.has(key)) return into
  into.add(key)
  for (const imported of manifest[key].imports ?? []) closure(imported, into)
  return into
}

/** The words that these chunks wait for, in the language that is largest: a visitor fetches one. */
function words(keys) {
  const catalogues = new Set([...keys].flatMap((key) => manifest[key].dynamicImports ?? []).filter(isWords))
  const largest = new Map()
  for (const key of catalogues) {
    const group = key.split('?')[1]
    largest.set(group, Math.max(largest.get(group) ?? 0, size(manifest[key].file)))
  }
  return largest
}
const isWords = (key) => key.includes('.json?words=')
const sum = (numbers) => [...numbers].reduce((all, each) => all + each, 0)
const total = (keys, groups) => sum([...keys].map((key) => size(manifest[key].file))) + sum(groups.values())

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry)
const first = closure(entry)
const firstWords = words(first)
const firstLoad = total(first, firstWords)

let failed = firstLoad > FIRST_LOAD_KB
console.log(`${failed ? 'OVER' : 'ok  '} first load ${firstLoad.toFixed(1)} of ${FIRST_LOAD_KB} KB`)

for (const key of Object.keys(manifest)) {
  const chunk = manifest[key]
  if (!chunk.isDynamicEntry || ON_DEMAND.test(key)) continue
  const keys = [...closure(key)].filter((each) => !first.has(each))
  const groups = [...words(keys)].filter(([group]) => !firstWords.has(group))
  const own = total(keys, new Map(groups))
  const over = own > ROUTE_KB
  failed ||= over
  console.log(`${over ? 'OVER' : 'ok  '} ${key.replace(/^src\//, '')} ${own.toFixed(1)} of ${ROUTE_KB} KB`)
}
process.exit(failed ? 1 : 0)
