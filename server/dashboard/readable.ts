import { empty, identifier, join, sql, type Sql } from '../database/sql.ts'
import { authorize, type Access } from '../records/access.ts'
import { column, table } from '../records/columns.ts'
import { fieldOf } from '../resources/fields.ts'
import { properties } from '../resources/properties.ts'
import { listOf, rowsOf } from './lists.ts'

/** The properties that the agency's blocks count. */
export interface Readable {
  /** Stands before the statement. */
  prelude: Sql
  /** The relation, which takes the place of the table. */
  from: Sql
  /** It is the table: indexes have any part of it at hand. */
  isTable: boolean
}

/** What the blocks read of a property, and what tells whose it is. */
const names = ['createdBy', 'agentId', 'status', 'propertyType', 'transactionType', 'listPrice', 'createdAt', 'publishedAt', 'closedAt'] // prettier-ignore

/** Those who may read some only have them looked for once, for all blocks: no index has one's own by status and month. */
export function readableProperties(access: Access): Readable {
  if (authorize(access, properties, 'list').reach === 'any') {
    return { prelude: empty, from: table(properties), isTable: true }
  }
  const own = identifier('own_property')
  const columns = names.map((name) => column(fieldOf(properties, name)))
  return {
    prelude: sql`with ${own} as materialized (
      select t.organization_id, t.deleted_at, ${join(columns)} from ${rowsOf(access, listOf(properties))})`,
    from: own,
    isTable: false,
  }
}
