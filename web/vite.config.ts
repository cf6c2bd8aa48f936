import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { words } from './scripts/words.ts'

const server = process.env.RINGDESK_DEV_SERVER ?? 'http://127.0.0.1:8000'

export default defineConfig({
  plugins: [words(), react(), tailwindcss()],
  resolve: {
    alias: {
      '@call': fileURLToPath(new URL('./call', import.meta.url)),
      '@': fileURLToPath(new URL('./src', import.meta.url)),
    },
  },
  // NEXT_PUBLIC_API_URL is the documented name for the API's base address.
  envPrefix: ['VITE_', 'NEXT_PUBLIC_'],
  server: {
    port: 5173,
    proxy: {
      '/api': { target: server },
      // The server takes sockets from its own address only.
      '/ws': { target: server, ws: true, headers: { origin: server } },
    },
  },
  build: {
    manifest: true,
    target: 'es2022',
    // Inlined data: addresses would need a looser content security policy.
    assetsInlineLimit: 0,
  },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}', 'call/**/*.test.ts', 'widget/**/*.test.ts'] },
})
