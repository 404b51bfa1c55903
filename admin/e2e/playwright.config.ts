import { defineConfig } from '@playwright/test'

/** A copy of the project with one resource more answers for that resource alone; see `newResource.spec.ts`. */
const isCopy = Boolean(process.env.E2E_NEW_RESOURCE)

/** Browser tests against a running server with the demo data; `npm test` starts one and sets `E2E_BASE_URL`. */
export default defineConfig({
  testDir: '.',
  ...(isCopy ? { testMatch: 'newResource.spec.ts' } : { testIgnore: 'newResource.spec.ts' }),
  outputDir: '../../node_modules/.cache/e2e',
  globalSetup: './english.ts',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  // The JSON goes where PLAYWRIGHT_JSON_OUTPUT_FILE says; `npm test` counts from it.
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : 'line',
  use: {
    baseURL: process.env.E2E_BASE_URL ?? 'http://localhost:3000',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    // Nothing is waited for that only moves. `story.spec.ts` is told with all its movement.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || undefined,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
