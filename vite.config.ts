import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import { compression } from 'vite-plugin-compression2'
import { unpairedTexts } from './admin/locales/unpaired.ts'

const admin = fileURLToPath(new URL('admin/', import.meta.url))

/** Packages without effects on import that forget to say so; believing them keeps unused code out of the first list. */
const pure = /\/node_modules\/(rc-[a-z-]+|@rc-component|papaparse|react-router|qs)\//
const hasSideEffects = (id: string) => !pure.test(id)

/** A text that one language lacks is found here too, where nothing checks types. */
const bothLanguages: Plugin = {
  name: 'oikion-both-languages',
  apply: 'build',
  buildStart() {
    const unpaired = unpairedTexts(`${admin}locales`)
    if (unpaired.length > 0) this.error(`Texts in one language only:\n${unpaired.join('\n')}`)
  },
}

export default defineConfig({
  root: admin,
  // Compressed once here instead of at every request; the server sends what the browser takes.
  plugins: [react(), bothLanguages, compression({ algorithms: ['brotliCompress', 'gzip'], threshold: 1024 })],
  resolve: {
    // What libraries bring for other browsers or other ways to call them need not be shipped: 20, 12, 4 and 3 kB compressed.
    alias: {
      axios: `${admin}providers/axios.ts`,
      'side-channel': `${admin}providers/sideChannel.cts`,
      'error-stack-parser': `${admin}providers/errorStackParser.ts`,
      'resize-observer-polyfill': `${admin}providers/resizeObserver.ts`,
    },
  },
  build: {
    outDir: '../dist/admin',
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: { treeshake: { moduleSideEffects: hasSideEffects } },
    // The strict content security policy allows no data: scripts, and fonts or images are few.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '^/calendar/.*[.]ics$'].map((path) => [path, `http://127.0.0.1:${process.env.PORT ?? 3000}`]),
    ),
  },
})
