import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// The services of the web app, with another way there; see README.md.
export default defineConfig({
  root: at('.'),
  plugins: [
    {
      name: 'own-way-there',
      enforce: 'pre',
      resolveId: (source, importer) =>
        source === './house' && importer?.includes('services/api') ? at('src/own.ts') : null,
    },
  ],
  resolve: { alias: { '@': at('../../src') } },
  build: {
    target: 'es2022',
    outDir: at('dist'),
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    lib: { entry: at('src/index.ts'), formats: ['es'], fileName: 'index' },
  },
})
