import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['server/**/*.test.ts', 'prisma/**/*.test.ts', 'admin/**/*.test.ts'],
    globalSetup: 'server/database/testing.ts',
    pool: 'forks',
    // On two cores: many tests wait, for a time limit or for a server that is started or killed.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes at once, but for machines that are busy.
    expect: { poll: { timeout: 15_000 } },
  },
})
