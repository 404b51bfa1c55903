import type { RequestHandler } from 'express'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { programVersion } from '../version.ts'
import { routeOf } from './route.ts'

/** The figures of this process, for Prometheus. */
export interface Metrics {
  registry: Registry
  /** Times every request. */
  time: RequestHandler
}

/** Begins to count: the process itself, and the requests that pass `time`. Others add to the registry. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  buildInfo(registry)
  return { registry, time: timer(registry) }
}

/** Seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

function timer(registry: Registry): RequestHandler {
  const histogram = new Histogram({
    name: 'oikion_http_request_duration_seconds',
    help: 'Requests by the pattern of their route, but for event streams; status "aborted" when the client went first.',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [registry],
  })
  // Found by one key: the library would check and hash the labels of each request again.
  const known = new Map<string, Histogram.Internal<'method' | 'route' | 'status'>>()
  const seriesOf = (method: string, route: string, status: string) => {
    const key = `${method} ${route} ${status}`
    const series = known.get(key) ?? histogram.labels({ method, route, status })
    known.set(key, series)
    return series
  }
  return (req, res, next) => {
    const began = performance.now()
    res.once('close', () => {
      const route = routeOf(req)
      if (route === '/api/live') return
      const status = res.writableFinished ? String(res.statusCode) : 'aborted'
      seriesOf(req.method, route, status).observe((performance.now() - began) / 1000)
    })
    next()
  }
}

function buildInfo(registry: Registry): void {
  new Gauge({
    name: 'oikion_build_info',
    help: 'Server processes by version.',
    labelNames: ['version', 'node'],
    registers: [registry],
  }).set({ version: programVersion(), node: process.version }, 1)
}
