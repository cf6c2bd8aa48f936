// Fails when the widget is larger than a page that isn't ours can be asked to carry.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const LOADER_KB = 15
const PANEL_KB = 80
/** Fetched with the first call; counted apart. */
const CALL = /^\.\.\/call\//

const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('widget/.vite/manifest.json', dist), 'utf8'))
const kb = (file) => gzipSync(readFileSync(new URL(file, dist))).length / 1024

const files = new Set(['panel.html'])
let call = 0
let catalogue = 0
function take(key) {
  const chunk = manifest[key]
  if (!chunk || files.has(chunk.file)) return
  if (CALL.test(key)) {
    call += kb(`widget/${chunk.file}`)
    return
  }
  // One visitor reads one language.
  if (key.startsWith('panel/words/')) {
    catalogue = Math.max(catalogue, kb(`widget/${chunk.file}`))
    return
  }
  files.add(chunk.file)
  for (const sheet of chunk.css ?? []) files.add(sheet)
  for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) take(next)
}
take('panel.html')

let failed = false
function say(name, size, most) {
  failed ||= size > most
  console.log(`${size > most ? 'OVER' : 'ok  '} ${name} ${size.toFixed(1)} of ${most} KB`)
}
say('widget loader', kb('widget.js'), LOADER_KB)
const panel = [...files].reduce((sum, file) => sum + kb(`widget/${file}`), 0) + catalogue
say('widget panel', panel, PANEL_KB)
say('widget panel with a call', panel + call, PANEL_KB)
process.exit(failed ? 1 : 0)
