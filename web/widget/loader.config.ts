import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// One classic script under a name that never changes: it stands in other people's pages.
export default defineConfig({
  root: here('.'),
  publicDir: false,
  build: {
    outDir: here('../dist'),
    emptyOutDir: false,
    target: 'es2020',
    lib: {
      entry: here('loader/loader.ts'),
      formats: ['iife'],
      name: 'RingdeskLoader',
      fileName: () => 'widget.js',
    },
  },
})
