// Fails when the first load or a route's own code is larger than the app's budget allows.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const FIRST_LOAD_KB = 220
const ROUTE_KB = 80
/** Loaded on demand inside a page, never with it. */
const ON_DEMAND = /echarts|locales\//

const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))

const sizes = new Map()
function size(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(new URL(file, dist))).length / 1024)
  return sizes.get(file)
}

/** A chunk with everything it imports statically. */
function closure(key, into = new Set()) {
  const chunk = manifest[key]
  if (!chunk || into.has(chunk.file)) return into
  into.add(chunk.file)
  for (const imported of chunk.imports ?? []) closure(imported, into)
  return into
}
const total = (files) => [...files].reduce((sum, file) => sum + size(file), 0)

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry)
const first = closure(entry)
// Each visitor fetches one catalogue before anything is shown.
const catalogues = Object.keys(manifest).filter((key) => key.includes('locales/'))
const catalogue = Math.max(0, ...catalogues.map((key) => size(manifest[key].file)))
const firstLoad = total(first) + catalogue

let failed = firstLoad > FIRST_LOAD_KB
console.log(`${failed ? 'OVER' : 'ok  '} first load ${firstLoad.toFixed(1)} of ${FIRST_LOAD_KB} KB`)

for (const key of Object.keys(manifest)) {
  const chunk = manifest[key]
  if (!chunk.isDynamicEntry || ON_DEMAND.test(key)) continue
  const own = total([...closure(key)].filter((file) => !first.has(file)))
  const over = own > ROUTE_KB
  failed ||= over
  console.log(`${over ? 'OVER' : 'ok  '} ${key.replace(/^src\//, '')} ${own.toFixed(1)} of ${ROUTE_KB} KB`)
}
process.exit(failed ? 1 : 0)
