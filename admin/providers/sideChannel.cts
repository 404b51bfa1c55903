/**
 * Stands in for side-channel, by which qs notices circles: it brings 60 kB for browsers that lack WeakMap.
 * WARNING: reached through the alias in vite.config.ts only. CommonJS, as qs wants a function.
 */
class SideChannel extends WeakMap<object, unknown> {
  assert(key: object): void {
    if (!this.has(key)) throw new TypeError('Side channel does not contain the given object')
  }
}

export = () => new SideChannel()
