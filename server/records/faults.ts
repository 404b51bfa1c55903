import { Problem, invalid } from '../errors.ts'
import { say } from '../messages/message.ts'
import type { Definition } from '../resources/define.ts'
import { fieldsOf } from '../resources/fields.ts'
import { columnName } from './columnNames.ts'

interface DatabaseFault {
  code?: string
  constraint?: string
}

/**
 * PostgreSQL's refusals that are the caller's doing, in the contract's words. Constraint names are
 * `<table>_<columns>_key` and `<table>_organization_id_<column>_fkey`; anything unknown stays ours, a 500.
 */
export async function translated<T>(definition: Definition, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw translateFault(definition, error)
  }
}

function translateFault(definition: Definition, error: unknown): unknown {
  const { code, constraint = '' } = error as DatabaseFault
  const field = [...fieldsOf(definition).values()].find(
    (candidate) =>
      constraint.endsWith(`_${columnName(candidate)}_key`) || constraint.endsWith(`_${columnName(candidate)}_fkey`),
  )
  if (!field) return error
  const pointer = `/${field.name}`
  if (code === '23503') return invalid([{ pointer, detail: 'refers to a record that does not exist' }])
  if (code === '23505') {
    const detail = 'is already used by another record'
    const values = { field: field.name, fault: detail, resource: definition.name }
    return new Problem('conflict', say('{field}: {fault}', values), { errors: [{ pointer, detail }] })
  }
  return error
}
