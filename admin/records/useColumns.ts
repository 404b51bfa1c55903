import { useCallback, useState } from 'react'
import type { Definition } from '../../server/resources/define.ts'
import { fieldsOf } from '../../server/resources/fields.ts'

export interface Columns {
  /** Shown columns, in the definition's order; the title is always among them and leads where the definition lists it not. */
  shown: string[]
  /** Every column that can be shown. */
  all: string[]
  show: (names: string[]) => void
  reset: () => void
}

const hidden = new Set(['id', 'version'])

/** Which columns a list shows: the definition's own until a person chooses; remembered in this browser. */
export function useColumns(definition: Definition): Columns {
  const key = `oikion.columns:${definition.name}`
  const [chosen, setChosen] = useState(() => read(key))
  const names = [...fieldsOf(definition).keys()].filter((name) => !hidden.has(name))
  const listed = definition.list.includes(definition.title) ? definition.list : [definition.title, ...definition.list]
  const all = [...new Set([...listed, ...names])]
  const wanted = new Set<string>(chosen ?? definition.list)
  wanted.add(definition.title)

  const show = useCallback(
    (next: string[]) => {
      localStorage.setItem(key, JSON.stringify(next))
      setChosen(next)
    },
    [key],
  )
  const reset = useCallback(() => {
    localStorage.removeItem(key)
    setChosen(undefined)
  }, [key])
  return { shown: all.filter((name) => wanted.has(name)), all, show, reset }
}

function read(key: string): string[] | undefined {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return Array.isArray(stored) ? stored.map(String) : undefined
  } catch {
    return undefined
  }
}
