import type pg from 'pg'
import type { Sql } from '../../server/database/sql.ts'
import { enter, TenantTransaction, type Row } from '../../server/database/tenant.ts'
import { invalid } from '../../server/errors.ts'
import { hooksOf } from '../../server/hooks/index.ts'
import type { Access } from '../../server/records/access.ts'
import { insertRecords, prepareNew } from '../../server/records/create.ts'
import { parseCreate, parsePatch } from '../../server/records/schemas.ts'
import { edited } from '../../server/records/update.ts'
import { writeRecords } from '../../server/records/write.ts'
import type { Definition } from '../../server/resources/define.ts'
import type { Plan } from './plan.ts'

/** Names of recurring statements, by which the connection keeps their plans. */
const names = new Map<string, string>()

function nameOf({ text }: Sql): string {
  const name = names.get(text) ?? `demo${names.size}`
  names.set(text, name)
  return name
}

/** The tenant transaction of one organization, inside a transaction that is open already and spans several. */
class Stage extends TenantTransaction {
  private readonly lent: pg.PoolClient

  constructor(client: pg.PoolClient, access: Access) {
    super(client, access, { nameOf, settings: undefined })
    this.lent = client
  }

  override async query<T = Row>(statement: Sql): Promise<T[]> {
    const { rows } = await this.lent.query<Row>({
      name: nameOf(statement),
      text: statement.text,
      values: statement.values,
    })
    return rows as T[]
  }
}

/** Steps into an organization, as the server does for every request of its members. */
export async function step(client: pg.PoolClient, access: Access): Promise<void> {
  const { text, values } = enter(access)
  await client.query({ text, values })
}

/** Writes records and what happened to them through the engine, each in its author's name and at its own time. */
export async function writePlans(client: pg.PoolClient, definition: Definition, plans: Plan[]): Promise<void> {
  const [first] = plans
  if (!first) return
  const tx = new Stage(client, first.by.access)
  const rows = plans.map(({ id, by, at, body }): Row => {
    const row = prepareNew(definition, parseCreate(definition, body), { access: by.access, now: at })
    return { ...row, id }
  })
  // For all at once, or every record would go and fetch its own number.
  await hooksOf(definition.name).beforeInsert?.(tx, rows)
  for (const [index, plan] of plans.entries()) await writePlan(tx, definition, plan, rows[index] ?? {})
}

async function writePlan(tx: TenantTransaction, definition: Definition, plan: Plan, inserted: Row) {
  await insertRecords(tx, definition, [inserted], { access: plan.by.access, now: plan.at })
  let row = inserted
  for (const { by, at, changes } of plan.edits) {
    const { change, errors } = edited(definition, row, parsePatch(definition, changes), {
      access: by.access,
      now: at,
    })
    if (errors.length > 0) throw invalid(errors)
    if (!change) continue
    await writeRecords(tx, definition, [change], { access: by.access, now: at })
    row = change.after
  }
}
