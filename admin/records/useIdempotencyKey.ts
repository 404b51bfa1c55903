import { useRef } from 'react'
import { v4 as uuid } from 'uuid'
import type { FormValues } from './formValues.ts'

/** The same key for the same content: a save repeated after a lost answer creates no second record. */
export function useIdempotencyKey(): (body: FormValues) => string {
  const last = useRef({ content: '', key: '' })
  return (body) => {
    const content = JSON.stringify(body)
    if (last.current.content !== content) last.current = { content, key: uuid() }
    return last.current.key
  }
}
