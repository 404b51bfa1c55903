import type { Change } from './liveStream.ts'

/** Milliseconds: a resource is looked at anew no more often than this, and not by all screens at the same moment. */
const atMostEvery = 1000
const jitter = () => 30 + Math.random() * 220
/** When everything is to be looked at anew, everybody has to. */
const longJitter = () => Math.random() * 2000

interface Pending {
  changes: Change[]
  timer: ReturnType<typeof setTimeout> | undefined
  notBefore: number
}

/**
 * Passes changes on at a pace that screens and server bear: those of one resource together, once a second, and none while
 * the tab is out of sight; they are passed on when the person comes back.
 */
export function paced(pass: (changes: Change[] | undefined) => void) {
  const pending = new Map<string, Pending>()
  let missed: ReturnType<typeof setTimeout> | undefined
  let hasMissed = false

  const passOn = (resource: string) => {
    const waiting = pending.get(resource)
    if (!waiting) return
    waiting.timer = undefined
    if (document.visibilityState === 'hidden' || waiting.changes.length === 0) return
    waiting.notBefore = Date.now() + atMostEvery
    pass(waiting.changes.splice(0))
  }
  const passOnAll = () => {
    missed = undefined
    if (document.visibilityState === 'hidden') return
    hasMissed = false
    for (const { changes } of pending.values()) changes.splice(0)
    pass(undefined)
  }
  const add = (change: Change) => {
    const waiting = pending.get(change.resource) ?? { changes: [], timer: undefined, notBefore: 0 }
    pending.set(change.resource, waiting)
    waiting.changes.push(change)
    const wait = Math.max(0, waiting.notBefore - Date.now()) + jitter()
    waiting.timer ??= setTimeout(() => passOn(change.resource), wait)
  }
  const seen = () => {
    if (document.visibilityState === 'hidden') return
    if (hasMissed) passOnAll()
    else for (const resource of pending.keys()) passOn(resource)
  }

  document.addEventListener('visibilitychange', seen)
  return {
    /** Takes changes in; `undefined`: any may have been missed. */
    take(changes: Change[] | undefined) {
      if (changes) return changes.forEach(add)
      hasMissed = true
      missed ??= setTimeout(passOnAll, longJitter())
    },
    stop() {
      document.removeEventListener('visibilitychange', seen)
      clearTimeout(missed)
      for (const { timer } of pending.values()) clearTimeout(timer)
    },
  }
}
