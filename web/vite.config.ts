import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const SERVER = process.env.ONMODEL_SERVER ?? 'http://127.0.0.1:8787'
// the server takes orders from its own pages only, so in development the proxy speaks in its name
const asOwn = { changeOrigin: true, headers: { origin: SERVER } }
const live = { ...asOwn, target: SERVER.replace('http', 'ws'), ws: true }

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    // inside the package: the wheel carries the built pages, a user never needs Node
    outDir: '../src/onmodel/pages',
    emptyOutDir: true,
    target: 'es2024',
    manifest: 'manifest.json', // what belongs to what: `tools/pages.py check` measures the first view by it
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/api': { ...asOwn, target: SERVER }, '/ws': live, '/project': live } },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/lib/test-setup.ts'],
    pool: 'vmThreads', // one jsdom a worker, a context of its own for each file: a sixth of the time
  },
})
