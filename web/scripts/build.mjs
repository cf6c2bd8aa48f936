// The app, then what it shares `dist` with: the widget's panel and demo, and its loader.
//   npm run build -- --logLevel error
import { build } from 'vite'

const at = process.argv.indexOf('--logLevel')
const logLevel = at > 0 ? process.argv[at + 1] : 'info'
for (const configFile of ['vite.config.ts', 'widget/vite.config.ts', 'widget/loader.config.ts']) {
  await build({ configFile, logLevel })
}
