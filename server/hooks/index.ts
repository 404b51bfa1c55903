import { clients } from './clients.ts'
import type { Hooks } from './hooks.ts'
import { properties } from './properties.ts'

/** Hooks by resource. A plain resource has none. */
const hooks: Record<string, Hooks> = { clients, properties }

export function hooksOf(resource: string): Hooks {
  return hooks[resource] ?? {}
}
