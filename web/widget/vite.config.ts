import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// The panel and the demo page, into the folder that the server serves them from; after the app,
// whose build empties `dist`.
export default defineConfig({
  root: here('.'),
  base: '/widget/',
  resolve: { alias: { '@call': here('../call') } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: here('../dist/widget'),
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { panel: here('panel.html'), demo: here('demo.html') } },
  },
})
