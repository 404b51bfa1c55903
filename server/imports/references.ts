import { identifier, join, sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { say } from '../messages/message.ts'
import { authorize, type Access } from '../records/access.ts'
import { columnName } from '../records/columnNames.ts'
import { table } from '../records/columns.ts'
import { inScope } from '../records/scope.ts'
import { fieldOf, fieldsOf, type Field } from '../resources/fields.ts'
import { resources } from '../resources/index.ts'
import type { Reading } from './cells.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Finds the records that cells name, by id, title or e-mail, a whole chunk in one query; what was found is kept. */
export class References {
  private readonly known = new Map<string, Map<string, Reading>>()
  private readonly access: Access

  constructor(access: Access) {
    this.access = access
  }

  /** Looks up what is not known yet. */
  async resolve(tx: TenantTransaction, field: Field, texts: Iterable<string>): Promise<void> {
    const known = this.of(field)
    // What a large file names is not all kept: looking it up again costs one query.
    if (known.size > 50_000) known.clear()
    const wanted = [...new Set(texts)].filter((text) => !known.has(text))
    if (wanted.length === 0) return
    const found = await this.find(tx, field, wanted)
    for (const text of wanted) known.set(text, readingOf(field, found.get(text) ?? found.get(text.toLowerCase())))
  }

  read(field: Field, text: string): Reading {
    return this.of(field).get(text) ?? readingOf(field, undefined)
  }

  private of(field: Field): Map<string, Reading> {
    const name = field.reference ?? ''
    const known = this.known.get(name) ?? new Map<string, Reading>()
    this.known.set(name, known)
    return known
  }

  /** Text → ids of the records it names. Compared by PostgreSQL, whose lower case is not JavaScript's in Greek. */
  private async find(tx: TenantTransaction, field: Field, texts: string[]): Promise<Map<string, Set<string>>> {
    const target = resources[field.reference ?? '']
    if (!target) throw new Error(`Field ${field.name} refers to an unknown resource ${field.reference}`)
    const names = [target.title, 'email'].filter((name) => fieldsOf(target).has(name))
    const records = sql`${table(target)} t where ${inScope(authorize(this.access, target, 'list'))} and t.deleted_at is null`
    const byName = names.map((name) => {
      const at = identifier('t', columnName(fieldOf(target, name)))
      return sql`select w.text, r.id from wanted w join (select t.id, lower(${at}) as name from ${records}) r on r.name = lower(w.text)`
    })
    const rows = await tx.query<{ text: string; id: string }>(sql`
      with wanted as (select text from unnest(${texts}::text[]) as u(text))
      ${join(byName, ' union ')}
      union select t.id::text, t.id from ${records} and t.id = any(${texts.filter((text) => uuid.test(text))}::uuid[])`)
    const found = new Map<string, Set<string>>()
    for (const { text, id } of rows) found.set(text, (found.get(text) ?? new Set()).add(id))
    return found
  }
}

function readingOf(field: Field, ids: Set<string> | undefined): Reading {
  const resource = field.reference ?? ''
  if (!ids) return { fault: say('names no record among {resource}', { resource }) }
  if (ids.size > 1) {
    return { fault: say('names {count} records among {resource}; give the id', { count: ids.size, resource }) }
  }
  return { value: [...ids][0] }
}
