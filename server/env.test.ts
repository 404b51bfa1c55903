import path from 'node:path'
import { expect, test } from 'vitest'
import { EnvError, projectRoot, readEnv } from './env.ts'

const secret = 'x'.repeat(32)
const url = 'postgresql://user:password@db.example:5432/oikion'

test('an empty environment means the embedded database with demo data on localhost:3000', () => {
  expect(readEnv({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    dataDir: path.join(projectRoot, '.data'),
    databaseUrl: undefined,
    migrationUrl: undefined,
    directUrl: undefined,
    sessionSecret: undefined,
    demoData: true,
    logLevel: 'warn',
    isProduction: false,
    preparedStatements: true,
    isPooled: false,
    publicUrl: 'http://localhost:3000',
    rateLimitFactor: 1,
    resend: undefined,
    provider: undefined,
    s3: undefined,
    storageQuota: 2_000_000_000,
    webhooksAllowPrivate: false,
    operations: {
      processes: 1,
      metricsToken: undefined,
      shutdownDelay: 0,
      connections: 10,
      queue: 500,
      timeouts: { wait: 10_000, statement: 60_000, lock: 15_000, idle: 120_000 },
      jobTimeouts: { wait: 30_000, statement: 900_000, lock: 900_000, idle: 900_000 },
    },
    billing: { free: { members: null, properties: null, storage: 2_000_000_000, apiCalls: null, imports: null } },
  })
})

test('set but empty means unset', () => {
  expect(readEnv({ PORT: '', DATABASE_URL: ' ' })).toEqual(readEnv({}))
})

test('a database of one’s own gets no demo data unless asked for, and its owner defaults to its login', () => {
  const env = readEnv({ DATABASE_URL: url, SESSION_SECRET: secret })
  expect(env).toMatchObject({ databaseUrl: url, migrationUrl: url, demoData: false })
  expect(readEnv({ DATABASE_URL: url, SESSION_SECRET: secret, DEMO_DATA: 'true' }).demoData).toBe(true)
})

test('production has no demo data and logs requests', () => {
  expect(readEnv({ NODE_ENV: 'production', PUBLIC_URL: 'https://oikion.example/' })).toMatchObject({
    demoData: false,
    logLevel: 'info',
    isProduction: true,
    publicUrl: 'https://oikion.example',
  })
})

test('an absolute DATA_DIR stays, a relative one is the project’s', () => {
  expect(readEnv({ DATA_DIR: '/srv/o kion' }).dataDir).toBe('/srv/o kion')
  expect(readEnv({ DATA_DIR: 'x' }).dataDir).toBe(path.join(projectRoot, 'x'))
})

test.each([
  [{ PORT: 'abc' }, 'PORT must be a number'],
  [{ PORT: '70000' }, 'PORT must be a port number'],
  [{ DATABASE_URL: 'mysql://x', SESSION_SECRET: secret }, 'DATABASE_URL must be an address such as postgresql://'],
  [{ DATABASE_URL: url }, 'SESSION_SECRET is required with DATABASE_URL'],
  [{ DATABASE_URL: url, SESSION_SECRET: 'short' }, 'SESSION_SECRET must have at least 32 characters'],
  [{ SESSION_SECRET: 'short' }, 'SESSION_SECRET must have at least 32 characters'],
  [{ DATABASE_MIGRATION_URL: url }, 'DATABASE_MIGRATION_URL needs DATABASE_URL'],
  [{ DATABASE_DIRECT_URL: url }, 'DATABASE_DIRECT_URL needs DATABASE_URL'],
  [{ DEMO_DATA: 'yes' }, 'DEMO_DATA must be true or false'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of trace'],
  [{ NODE_ENV: 'prod' }, 'NODE_ENV must be development, production or test'],
  [{ NODE_ENV: 'production' }, 'PUBLIC_URL is required in production'],
  [{ PUBLIC_URL: 'oikion.example' }, 'PUBLIC_URL must be an address'],
  [{ RESEND_API_KEY: 're_x' }, 'MAIL_FROM is required with RESEND_API_KEY'],
  [{ GOOGLE_CLIENT_ID: 'x' }, 'GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET belong together'],
  [{ S3_BUCKET: 'x', S3_ACCESS_KEY_ID: 'x' }, 'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY belong together'],
  [{ S3_ENDPOINT: 'https://s3.example' }, 'S3_ENDPOINT needs S3_BUCKET'],
  [{ STRIPE_SECRET_KEY: 'sk_x' }, 'STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET belong together'],
  [{ STRIPE_SECRET_KEY: 'sk_x', STRIPE_WEBHOOK_SECRET: 'whsec_x' }, 'STRIPE_SECRET_KEY needs something to sell'],
  [{ STRIPE_PRICE_STARTER_MONTH: 'price_x' }, 'STRIPE_PRICE_STARTER_MONTH needs STRIPE_SECRET_KEY'],
  [{ STRIPE_WEBHOOK_SECRET: 'x' }, 'STRIPE_WEBHOOK_SECRET must be the signing secret'],
  [{ STORAGE_QUOTA_MB: '0' }, 'STORAGE_QUOTA_MB must be at least 1'],
  [{ WEB_CONCURRENCY: '0' }, 'WEB_CONCURRENCY must be at least 1 processes'],
  [{ METRICS_TOKEN: 'short' }, 'METRICS_TOKEN must have at least 16 characters'],
  [{ LOCK_TIMEOUT_SECONDS: '1.5' }, 'LOCK_TIMEOUT_SECONDS must be a whole number'],
  [{ PREPARED_STATEMENTS: '0' }, 'PREPARED_STATEMENTS must be true or false'],
])('%j is refused: %s', (source, message) => {
  expect(() => readEnv(source)).toThrow(EnvError)
  expect(() => readEnv(source)).toThrow(message)
})

test('every fault is told at once', () => {
  expect(() => readEnv({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/PORT[^]*LOG_LEVEL/)
})
