import express, { type Express, type Request, type RequestHandler, type Router } from 'express'
import helmet from 'helmet'
import type { Logger } from 'pino'
import { accountRoutes } from './account/routes.ts'
import { limitsIn } from './auth/limits.ts'
import { describeUser } from './auth/me.ts'
import type { OpenIdProvider } from './auth/google.ts'
import { authRoutes } from './auth/routes.ts'
import { secretsFrom } from './auth/secrets.ts'
import { sessions } from './auth/sessions.ts'
import { signInStrategies } from './auth/strategies.ts'
import { countApiCalls } from './billing/calls.ts'
import { billingRoutes } from './billing/routes.ts'
import { billingWith, unlimited, type Billing } from './billing/start.ts'
import { stripeWebhook } from './billing/webhook.ts'
import { calendarFeedRoutes, calendarRoutes, taskRoutes } from './calendar/routes.ts'
import { clientRoutes } from './clients/routes.ts'
import { dashboardRoutes } from './dashboard/routes.ts'
import type { Database } from './database/index.ts'
import type { Env } from './env.ts'
import { Problem } from './errors.ts'
import type { Files } from './files/files.ts'
import { readJson } from './http/bodies.ts'
import { refuseCrossSite } from './http/crossSite.ts'
import { exportRoutes } from './http/exports.ts'
import { importRoutes, uploadRoutes } from './http/imports.ts'
import { invitationRoutes } from './http/invitations.ts'
import { mediaRoutes } from './http/media.ts'
import { fileRoutes, signedFileRoutes } from './http/mediaFiles.ts'
import { memberRoutes } from './http/members.ts'
import { authenticateToken } from './auth/apiTokens.ts'
import { jobRoutes } from './http/jobs.ts'
import { onlyLocal } from './http/onlyLocal.ts'
import { organizationRoutes } from './http/organizations.ts'
import { tokenRoutes } from './http/tokens.ts'
import { viewAsRoutes } from './http/viewAs.ts'
import { requireOrganization } from './http/organization.ts'
import { renderProblem } from './http/problems.ts'
import { places } from './http/places.ts'
import { recordRoutes } from './http/records.ts'
import { searchRoutes } from './http/search.ts'
import { spaRoutes } from './http/spa.ts'
import { say } from './messages/message.ts'
import { liveRoutes } from './live/routes.ts'
import type { Live } from './live/live.ts'
import { noticeRoutes } from './notices/routes.ts'
import { openApiRoutes } from './openapi/routes.ts'
import { refuseWhenBusy } from './running/pressure.ts'
import { requestLog } from './running/requestLog.ts'
import { watchingRoutes, type Watching } from './running/routes.ts'
import { resources } from './resources/index.ts'
import { webhookRoutes } from './webhooks/routes.ts'
import type { Imports } from './imports/start.ts'

export interface AppDeps {
  env: Pick<Env, 'isProduction' | 'rateLimitFactor' | 'publicUrl'> & Partial<Pick<Env, 'webhooksAllowPrivate'>>
  /** None: no sign-in with Google. */
  provider?: OpenIdProvider
  sessionSecret: string
  database: Database
  log: Logger
  /** The outbox as pages, for developers. */
  mailPreview?: Router
  /** Folder of the built SPA; none in tests of the API. */
  spa?: string
  /** None in tests of other parts. */
  imports?: Imports
  /** None in tests of other parts. */
  live?: Live
  /** Where files of records are kept, and how many bytes of one organization. None in tests of other parts. */
  storage?: { files: Files; quota: number }
  /** Nothing can be bought without. */
  billing?: Billing
  /** None in tests of other parts. */
  watching?: Watching
  /** How many requests may wait for a connection. */
  queue?: number
  now?: () => Date
}

/**
 * Whoever reads a body listens for its end while reading. A connection that breaks just as that is over would find nobody, and an
 * error that nobody hears ends the process.
 */
const survivingCuts: RequestHandler = (req, _res, next) => {
  req.on('error', () => undefined)
  next()
}

/** The application: every middleware in its order. Listening and stopping are the caller's. */
export function createApp(deps: AppDeps): Express {
  const { env, sessionSecret, database, log, spa, imports, provider, mailPreview, now = () => new Date() } = deps
  const { isProduction, publicUrl } = env
  const { live, storage, watching, queue = 500 } = deps
  const billing = { ...(deps.billing ?? billingWith(unlimited)), database, publicUrl, log, now }
  const secrets = secretsFrom(sessionSecret)
  const limits = limitsIn(database, env.rateLimitFactor)
  const people = { database, secrets, limits, isProduction, publicUrl, now }
  const passport = signInStrategies(people)
  const app = express()
  app.disable('x-powered-by').disable('etag')
  if (isProduction) app.set('trust proxy', 1)

  app.use(survivingCuts)
  app.use(requestLog(log))
  if (watching) app.use(watching.metrics.time)
  app.use(
    helmet({ contentSecurityPolicy: contentPolicy(storage?.files.origin), strictTransportSecurity: isProduction }),
  )
  app.use(watchingRoutes(database, watching))
  if (mailPreview) app.use(onlyLocal(mailPreview))

  app.use('/calendar', calendarFeedRoutes(people))
  // Signed over the very bytes, so in front of what reads bodies.
  if (billing.stripe) app.use('/api/webhooks/stripe', stripeWebhook({ ...billing, stripe: billing.stripe }))
  if (storage) app.use('/api/files', signedFileRoutes({ database, secrets, now, ...storage }))
  const api = express.Router()
  api.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
  })
  api.use(refuseWhenBusy(database, queue))
  api.use(authenticateToken(database, passport, now))
  api.use(refuseCrossSite, readJson)
  api.use(sessions({ database, secret: sessionSecret, isProduction, now }))
  api.use(openApiRoutes({ database, publicUrl, isProduction, now }))
  const open = places()
  open.put('auth', authRoutes({ ...people, provider }, passport))
  open.put('account', accountRoutes(people))
  open.put('organizations', organizationRoutes({ database, files: storage?.files, now }))
  const describe = (req: Request, userId: string) => describeUser(database, req, userId, now())
  open.put('view-as', viewAsRoutes({ database, now, describe }))
  api.use(open)
  api.use(requireOrganization(database, now), countApiCalls(database, now))
  const inside = places()
  if (live) inside.put('live', liveRoutes(live))
  inside.put('billing', billingRoutes(billing))
  inside.put('members', memberRoutes(people))
  inside.put('invitations', invitationRoutes(people))
  inside.put('api-tokens', tokenRoutes(people))
  inside.put('webhooks', webhookRoutes({ ...people, allowPrivate: env.webhooksAllowPrivate ?? false }))
  inside.put('notices', noticeRoutes({ database, now }))
  inside.put('calendar', calendarRoutes(people))
  inside.put('dashboard', dashboardRoutes({ database, now }))
  inside.put('tasks', taskRoutes({ database, now }))
  if (imports) inside.put('clients', clientRoutes({ database, now, files: imports.files }))
  if (storage) {
    inside.put('files', fileRoutes({ database, secrets, now, ...storage }))
    inside.put('media', mediaRoutes({ database, now, ...storage }))
  }
  inside.put('search', searchRoutes(database))
  inside.put('jobs', jobRoutes(database))
  for (const definition of Object.values(resources)) {
    inside.put(definition.name, exportRoutes(definition, { database, now }))
    if (imports) inside.put(definition.name, uploadRoutes(definition, { database, now, ...imports }))
    inside.put(definition.name, recordRoutes(definition, { database, now }))
  }
  if (imports) inside.put('imports', importRoutes({ database, now, ...imports }))
  api.use(inside)
  api.use((req) => {
    throw new Problem('not-found', say('There is nothing at {method} {path}', { method: req.method, path: req.path }))
  })
  app.use('/api', api)
  if (spa) app.use(spaRoutes(spa))
  app.use(renderProblem)
  return app
}

/**
 * Ant Design writes its styles into the page, so style attributes and tags are allowed; scripts only from here; pictures
 * from here and from where they are stored.
 */
const contentPolicy = (imageOrigin: string | undefined) => ({
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:', ...(imageOrigin ? [imageOrigin] : [])],
    // The calendar brings its few signs along in its styles.
    fontSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
})
