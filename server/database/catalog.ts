import type pg from 'pg'

/** A table as it stands in the database. */
export interface Table {
  name: string
  /** It has an organization's rows. */
  isTenant: boolean
  /** Those that are written, in their order. */
  columns: { name: string; type: string; default: string | null }[]
  /** Columns of the primary key, as SQL to sort by: the same order in every database, whatever its language. */
  order: string
  /** Tables that its foreign keys lead to, without itself. */
  references: string[]
}

/** The tables of the application, each after those that it refers to. Asked of the database, so that none is forgotten. */
export async function tablesOf(client: Pick<pg.ClientBase, 'query'>): Promise<Table[]> {
  const { rows } = await client.query<Table>(catalogQuery)
  const sorted: Table[] = []
  const waiting = new Set(rows)
  while (waiting.size > 0) {
    const ready = [...waiting].filter(({ references }) => references.every((name) => isIn(sorted, name)))
    if (ready.length === 0) throw new Error(`Tables refer to each other in a circle: ${namesOf([...waiting])}`)
    for (const table of ready) {
      sorted.push(table)
      waiting.delete(table)
    }
  }
  return sorted
}

const isIn = (tables: Table[], wanted: string) => tables.some(({ name }) => name === wanted)
const namesOf = (tables: Table[]) => tables.map(({ name }) => name).join(', ')

/** An identifier, quoted. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

const catalogQuery = `
  select c.relname as name,
    exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped) as "isTenant",
    (
      select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
          'default', pg_get_expr(d.adbin, d.adrelid)) order by a.attnum)
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    ) as columns,
    (
      select string_agg(quote_ident(a.attname) || case when a.attcollation <> 0 then ' collate "C"' else '' end, ', ' order by k.place)
      from pg_constraint p cross join unnest(p.conkey) with ordinality k(number, place)
        join pg_attribute a on a.attrelid = p.conrelid and a.attnum = k.number
      where p.conrelid = c.oid and p.contype = 'p'
    ) as order,
    (
      select coalesce(json_agg(distinct r.relname), '[]')
      from pg_constraint f join pg_class r on r.oid = f.confrelid
      where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid
    ) as references
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and c.relname <> '_prisma_migrations'
  order by c.relname collate "C"`
