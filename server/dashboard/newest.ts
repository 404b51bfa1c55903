import { sql, type Sql } from '../database/sql.ts'
import type { Access } from '../records/access.ts'
import { table } from '../records/columns.ts'
import { inOrganization } from '../records/scope.ts'
import { clients } from '../resources/clients.ts'
import type { Brief, Dashboard, Newest } from '../resources/dashboard.ts'
import type { Definition } from '../resources/define.ts'
import { properties } from '../resources/properties.ts'
import { briefsOf } from './briefs.ts'
import { cappedCountsOf, listOf, rowsOf, type Block } from './lists.ts'

interface Raw {
  counts: number[]
  rows: Brief[]
}

/** The newest properties and clients that are assigned to the member or that the member entered. */
export function newestBlock(access: Access): Block<{ properties: Raw; clients: Raw }, Dashboard['newest']> {
  const ofProperties = newestOf(properties, access, [
    'reference', 'propertyType', 'city', 'district', 'listPrice', 'status', 'createdAt',
  ]) // prettier-ignore
  const ofClients = newestOf(clients, access, ['name', 'clientType', 'email', 'phone', 'createdAt'])
  return {
    sql: sql`json_build_object('properties', ${ofProperties.sql}, 'clients', ${ofClients.sql})`,
    read: ({ properties, clients }) => ({
      properties: ofProperties.read(properties),
      clients: ofClients.read(clients),
    }),
  }
}

function newestOf(definition: Definition, access: Access, names: string[]): Block<Raw, Newest> {
  const lists = [listOf(definition, ['agentId', 'me']), listOf(definition, ['createdBy', 'me'])] as const
  const counts = cappedCountsOf(access, [...lists])
  // The newest of both are among the newest of each, which an index has at hand.
  const [assigned, created] = lists.map(
    (list): Sql => sql`(select t.id from ${rowsOf(access, list)} order by t.created_at desc nulls last limit 5)`,
  )
  const newest = sql`select t.* from ${table(definition)} t
    where ${inOrganization(access)} and t.id in (${assigned} union ${created}) order by t.created_at desc, t.id desc limit 5`
  const rows = briefsOf(definition, names, access, newest, sql`t.created_at desc, t.id desc`)
  return {
    sql: sql`json_build_object('counts', ${counts.sql}, 'rows', ${rows})`,
    read({ counts: raw, rows }) {
      const [assigned, created] = counts.read(raw)
      return { assigned: assigned!, created: created!, rows }
    },
  }
}
