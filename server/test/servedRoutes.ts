import express, { type Express } from 'express'

interface Layer {
  route?: { path: string | string[]; methods: Record<string, boolean> }
  handle: Walked
}

/** A router, or what passes requests to routers by their place. */
interface Walked {
  stack?: Layer[]
  at?: ReadonlyMap<string, Walked>
}

type Use = (...args: unknown[]) => unknown

/** Every route that an application serves, as `GET /api/jobs`; `{name}` stands for a variable part. */
export function servedRoutes(make: () => Express): string[] {
  const { app, mounts } = watched(make)
  const walk = ({ stack = [], at = new Map() }: Walked, base: string): string[] => {
    const own = stack.flatMap(({ route, handle }) => {
      if (!route) return walk(handle, base + (mounts.get(handle) ?? ''))
      const methods = Object.keys(route.methods).map((method) => method.toUpperCase())
      return [route.path].flat().flatMap((path) => methods.map((method) => `${method} ${templateOf(base + path)}`))
    })
    return [...own, ...[...at.values()].flatMap((router) => walk(router, base))]
  }
  return [...new Set(walk(app.router as unknown as Walked, ''))]
}

const templateOf = (path: string) => path.replaceAll(/:(\w+)/g, '{$1}').replace(/(.)\/$/, '$1')

/** Routers do not know where they were put, so it is written down while that is done. */
function watched(make: () => Express): { app: Express; mounts: WeakMap<object, string> } {
  const mounts = new WeakMap<object, string>()
  const prototype = (express.Router as unknown as { prototype: { use: Use } }).prototype
  const { use } = prototype
  prototype.use = function (this: unknown, ...args: unknown[]) {
    const [path, ...handlers] = typeof args[0] === 'string' ? (args as [string, ...unknown[]]) : ['', ...args]
    for (const handler of handlers.flat())
      if (typeof handler === 'function') mounts.set(handler, path === '/' ? '' : path)
    return Reflect.apply(use, this, args)
  }
  try {
    return { app: make(), mounts }
  } finally {
    prototype.use = use
  }
}
