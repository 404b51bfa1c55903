import { useSyncExternalStore } from 'react'

export type Theme = 'system' | 'light' | 'dark'
export type Density = 'comfortable' | 'compact'
export interface Appearance {
  theme: Theme
  density: Density
}

const key = 'oikion.appearance'
const systemDark = matchMedia('(prefers-color-scheme: dark)')
const systemStill = matchMedia('(prefers-reduced-motion: reduce)')
const listeners = new Set<() => void>()
let current = read()

systemDark.addEventListener('change', apply)
systemStill.addEventListener('change', apply)
addEventListener('storage', (event) => {
  if (event.key !== key) return
  current = read()
  apply()
})

/**
 * What the person chose, whether the screen is dark now, and whether nothing is to move. The choice is kept in this
 * browser and followed by all its tabs.
 */
export function useAppearance(): Appearance & { dark: boolean; still: boolean } {
  const appearance = useSyncExternalStore(subscribe, () => current)
  const dark = useSyncExternalStore(subscribe, isDark)
  const still = useSyncExternalStore(subscribe, () => systemStill.matches)
  return { ...appearance, dark, still }
}

export function setAppearance(change: Partial<Appearance>): void {
  current = { ...current, ...change }
  localStorage.setItem(key, JSON.stringify(current))
  apply()
}

function apply(): void {
  document.documentElement.dataset.theme = isDark() ? 'dark' : 'light'
  for (const listener of listeners) listener()
}

function isDark(): boolean {
  return current.theme === 'dark' || (current.theme === 'system' && systemDark.matches)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function read(): Appearance {
  const fallback: Appearance = { theme: 'system', density: 'comfortable' }
  try {
    return { ...fallback, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Appearance>) }
  } catch {
    return fallback
  }
}
