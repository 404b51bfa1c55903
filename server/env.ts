import path from 'node:path'
import { z } from 'zod'
import { billingFaults, billingSettings, billingVariables } from './billing/env.ts'
import type { BillingSettings } from './billing/settings.ts'
import type { S3Settings } from './files/s3Settings.ts'
import { operationsOf, operationVariables, type Operations } from './running/settings.ts'
import { PlainError } from './plain-error.ts'

export const projectRoot = path.resolve(import.meta.dirname, '..')

/** The environment is not usable; the message lists every variable at fault and what to do about it. */
export class EnvError extends PlainError {
  override name = 'EnvError'
}

const text = (what: string) => z.string(what).trim().min(1, what)
const yesOrNo = z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true')
const postgresUrl = z.string().refine((value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value), {
  error: 'must be an address such as postgresql://user:password@host:5432/database (special characters %-encoded)',
})

const webAddress = z
  .string()
  .refine((value) => /^https?:\/\//.test(value) && URL.canParse(value), {
    error: 'must be an address such as https://oikion.agency.example',
  })
  .transform((value) => value.replace(/\/+$/, ''))

const variables = z.object({
  PORT: z.coerce.number('must be a number').int().min(0).max(65535, 'must be a port number up to 65535').default(3000),
  HOST: text('must be an address to listen on, such as 127.0.0.1 or 0.0.0.0').default('127.0.0.1'),
  DATA_DIR: text('must be a folder').default('.data'),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_MIGRATION_URL: postgresUrl.optional(),
  DATABASE_DIRECT_URL: postgresUrl.optional(),
  SESSION_SECRET: z
    .string()
    .min(32, `must have at least 32 characters; make one with: openssl rand -hex 32`)
    .optional(),
  DEMO_DATA: yesOrNo.optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be one of trace, debug, info, warn, error, fatal, silent',
    })
    .optional(),
  NODE_ENV: z
    .enum(['development', 'production', 'test'], 'must be development, production or test')
    .default('development'),
  PREPARED_STATEMENTS: yesOrNo.default(true),
  PUBLIC_URL: webAddress.optional(),
  RATE_LIMIT_FACTOR: z.coerce.number('must be a number').min(0.1).max(1000, 'must be at most 1000').default(1),
  RESEND_API_KEY: text('must be an API key of Resend').optional(),
  RESEND_BASE_URL: webAddress.default('https://api.resend.com'),
  MAIL_FROM: text('must be a sender such as Oikion <mail@agency.example>').optional(),
  MAIL_REPLY_TO: text('must be an e-mail address').optional(),
  GOOGLE_CLIENT_ID: text('must be the id of an OAuth client').optional(),
  GOOGLE_CLIENT_SECRET: text('must be the secret of that client').optional(),
  OPENID_ISSUER: webAddress.default('https://accounts.google.com'),
  STORAGE_QUOTA_MB: z.coerce.number('must be a number').min(1, 'must be at least 1').default(2000),
  S3_BUCKET: text('must be the name of a bucket').optional(),
  S3_REGION: text('must be a region such as eu-central-1').default('us-east-1'),
  S3_ENDPOINT: webAddress.optional(),
  S3_ACCESS_KEY_ID: text('must be the id of an access key').optional(),
  S3_SECRET_ACCESS_KEY: text('must be the secret of that key').optional(),
  S3_PATH_STYLE: yesOrNo.default(false),
  S3_DIRECT: yesOrNo.default(true),
  WEBHOOKS_ALLOW_PRIVATE: yesOrNo.default(false),
  STRIPE_BASE_URL: webAddress.default('https://api.stripe.com'),
  ...billingVariables,
  ...operationVariables,
})

/** What the operator decided, checked. */
export interface Env {
  port: number
  host: string
  /** Absolute. */
  dataDir: string
  /** Unset: the embedded PostgreSQL. */
  databaseUrl?: string
  /** The login that owns the tables. Set whenever `databaseUrl` is. */
  migrationUrl?: string
  /** For what a pooler cannot carry, LISTEN. Set whenever `databaseUrl` is. */
  directUrl?: string
  /** Unset only with the embedded database, whose data directory keeps one. */
  sessionSecret?: string
  demoData: boolean
  logLevel: string
  isProduction: boolean
  preparedStatements: boolean
  /** `databaseUrl` is a pooler's. */
  isPooled: boolean
  /** Where people reach this server, without a slash at the end: mailed links lead there. */
  publicUrl: string
  /** Multiplies the limits on guessing and mailing. */
  rateLimitFactor: number
  /** None: mails are kept and shown to developers, and nothing is sent. */
  resend?: { key: string; baseUrl: string; from: string; replyTo?: string }
  /** None: uploaded files are kept in the data directory. */
  s3?: S3Settings
  /** What the files of one organization's records may take, in bytes. */
  storageQuota: number
  /** Webhooks may lead to loopback and private addresses, without TLS too. */
  webhooksAllowPrivate: boolean
  /** None: no sign-in with Google. */
  provider?: { issuer: string; clientId: string; clientSecret: string }
  billing: BillingSettings
  operations: Operations
}

/** Reads the environment; throws an EnvError naming every variable that is missing or wrong. */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  // Set but empty means unset: that is how compose files and .env templates leave things out.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()))
  const parsed = variables.safeParse(given)
  const faults = (parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`)
  const named = (name: string) => given[name] !== undefined
  if (named('DATABASE_URL') && !named('SESSION_SECRET')) {
    faults.push('SESSION_SECRET is required with DATABASE_URL; make one with: openssl rand -hex 32')
  }
  if (named('DATABASE_MIGRATION_URL') && !named('DATABASE_URL')) {
    faults.push('DATABASE_MIGRATION_URL needs DATABASE_URL beside it')
  }
  if (named('DATABASE_DIRECT_URL') && !named('DATABASE_URL')) {
    faults.push('DATABASE_DIRECT_URL needs DATABASE_URL beside it')
  }
  if (given['NODE_ENV'] === 'production' && !named('PUBLIC_URL')) {
    faults.push('PUBLIC_URL is required in production: mailed links lead there, e.g. https://oikion.agency.example')
  }
  if (named('RESEND_API_KEY') && !named('MAIL_FROM')) faults.push('MAIL_FROM is required with RESEND_API_KEY')
  if (named('GOOGLE_CLIENT_ID') !== named('GOOGLE_CLIENT_SECRET')) {
    faults.push('GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET belong together')
  }
  if (named('S3_ACCESS_KEY_ID') !== named('S3_SECRET_ACCESS_KEY')) {
    faults.push('S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY belong together')
  }
  faults.push(...billingFaults(named))
  if (named('S3_ENDPOINT') && !named('S3_BUCKET')) faults.push('S3_ENDPOINT needs S3_BUCKET beside it')
  if (!parsed.data || faults.length > 0) {
    throw new EnvError(`The environment is not usable:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
  }
  const data = parsed.data
  const isProduction = data.NODE_ENV === 'production'
  return {
    port: data.PORT,
    host: data.HOST,
    dataDir: path.resolve(projectRoot, data.DATA_DIR),
    databaseUrl: data.DATABASE_URL,
    migrationUrl: data.DATABASE_MIGRATION_URL ?? data.DATABASE_URL,
    directUrl: data.DATABASE_DIRECT_URL ?? data.DATABASE_URL,
    sessionSecret: data.SESSION_SECRET,
    demoData: data.DEMO_DATA ?? (!data.DATABASE_URL && !isProduction),
    // Requests are logged at info: wanted where logs are collected, noise on the terminal of a first run.
    logLevel: data.LOG_LEVEL ?? (isProduction ? 'info' : 'warn'),
    isProduction,
    preparedStatements: data.PREPARED_STATEMENTS,
    isPooled:
      !data.PREPARED_STATEMENTS || (named('DATABASE_DIRECT_URL') && data.DATABASE_DIRECT_URL !== data.DATABASE_URL),
    publicUrl: data.PUBLIC_URL ?? `http://localhost:${data.PORT}`,
    rateLimitFactor: data.RATE_LIMIT_FACTOR,
    storageQuota: data.STORAGE_QUOTA_MB * 1_000_000,
    webhooksAllowPrivate: data.WEBHOOKS_ALLOW_PRIVATE,
    operations: operationsOf(data),
    ...integrations(data),
    s3: bucketOf(data),
    billing: billingSettings(data),
  }
}

function bucketOf(data: z.infer<typeof variables>): S3Settings | undefined {
  const {
    S3_BUCKET: bucket,
    S3_REGION: region,
    S3_ENDPOINT: endpoint,
    S3_PATH_STYLE: pathStyle,
    S3_DIRECT: direct,
  } = data
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = data
  const credentials = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined
  return bucket ? { bucket, region, endpoint, credentials, pathStyle, direct } : undefined
}

/** What is spoken to outside, when it is configured. */
function integrations(data: z.infer<typeof variables>): Pick<Env, 'resend' | 'provider'> {
  const { RESEND_API_KEY: key, RESEND_BASE_URL: baseUrl, MAIL_FROM: from, MAIL_REPLY_TO: replyTo } = data
  const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret, OPENID_ISSUER: issuer } = data
  return {
    resend: key && from ? { key, baseUrl, from, replyTo } : undefined,
    provider: clientId && clientSecret ? { issuer, clientId, clientSecret } : undefined,
  }
}
