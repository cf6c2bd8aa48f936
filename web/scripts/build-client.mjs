// The services as a package: packages/client/dist, with their types.
//   npm run build:client
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const dist = 'packages/client/dist'

await build({ configFile: at('packages/client/vite.config.ts'), logLevel: 'warn' })
execFileSync(
  process.execPath,
  [at('node_modules/typescript/bin/tsc'), '-p', at('packages/client/tsconfig.json')],
  {
    stdio: 'inherit',
  },
)
// Not made by the compiler, but asked for by what it made.
mkdirSync(at(`${dist}/types/src/services`), { recursive: true })
copyFileSync(at('src/services/schema.d.ts'), at(`${dist}/types/src/services/schema.d.ts`))
// Node's own resolution wants whole file names, and knows no alias.
const types = at(`${dist}/types`)
for (const name of readdirSync(types, { recursive: true }).filter((one) => one.endsWith('.d.ts'))) {
  const up = '../'.repeat(name.split(/[\\/]/).length - 1)
  const whole = (path) => (path.endsWith('/api') ? `${path}/index.js` : `${path}.js`)
  const text = readFileSync(`${types}/${name}`, 'utf8')
    .replace(/(from ['"]|import\(['"])@\//g, `$1./${up}src/`)
    .replace(/(from ['"]|import\(['"])(\.[^'"]*)/g, (_, start, path) => start + whole(path))
  writeFileSync(`${types}/${name}`, text)
}
writeFileSync(at(`${dist}/index.d.ts`), "export * from './types/src/services/api/index.js'\n")
