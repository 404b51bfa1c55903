import type pg from 'pg'

interface Policy {
  table: string
  name: string
  using: string | null
  check: string | null
}

interface Facts {
  role: { rolsuper: boolean; rolbypassrls: boolean } | null
  /** Roles whose rights the tenant role would have besides its own. */
  memberOf: string[]
  exposed: string[]
  tables: { name: string; protected: boolean; readable: boolean }[]
  policies: Policy[]
}

// As PostgreSQL prints them, without white space and parentheses, which differ between versions.
const organization = `SELECTNULLIFcurrent_setting'app.organization_id'::text,true,''::text`
const user = `SELECTNULLIFcurrent_setting'app.user_id'::text,true,''::text::uuidAS"nullif"`
const own = `organization_id=${organization}::uuidAS"nullif"`
const known: Record<string, { using: string; check?: string }> = {
  tenant: { using: own, check: own },
  'membership.self': { using: `${organization}AS"nullif"ISNULLANDuser_id=${user}` },
  'organization.tenant': {
    using:
      `id=${organization}::uuidAS"nullif"OREXISTSSELECTFROMmembershipm` +
      `WHEREm.organization_id=organization.idANDm.deleted_atISNULLANDm.user_id=${user}`,
  },
}

/**
 * Throws, saying why, unless PostgreSQL itself keeps organizations apart for this login: at start before serving, and
 * again for /readyz. Two questions to the catalog and one to the tables.
 */
export async function proveIsolation(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin read only')
    const { rows } = await client.query<{ facts: Facts }>(factsQuery)
    const facts = rows[0]!.facts
    refuse(faultsOf(facts))
    await client.query(becomeNobody).catch((error: Error) => {
      refuse([
        `this login cannot become the role oikion_tenant (${error.message}); see oikion_admit in prisma/README.md`,
      ])
    })
    const probes = facts.tables.filter(({ readable }) => readable)
    const { rows: seen } = await client.query<{ name: string }>(
      probes
        .map(({ name }) => `select ${client.escapeLiteral(name)} as name where exists (select from ${name})`)
        .join(' union all '),
    )
    refuse(seen.map(({ name }) => `without an organization, rows of ${name} can be seen`))
  } finally {
    // A connection that cannot even roll back is thrown away.
    await client.query('rollback').then(
      () => client.release(),
      (error: Error) => client.release(error),
    )
  }
}

const becomeNobody = `select set_config('role', 'oikion_tenant', true), set_config('app.organization_id', '', true), set_config('app.user_id', '', true)`

function refuse(faults: string[]): void {
  if (faults.length === 0) return
  throw new Error(`The database does not keep organizations apart:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
}

function faultsOf({ role, memberOf, exposed, tables, policies }: Facts): string[] {
  if (!role) return ['the role oikion_tenant is missing']
  const faults: string[] = []
  if (role.rolsuper) faults.push('the role oikion_tenant is a superuser')
  if (role.rolbypassrls) faults.push('the role oikion_tenant bypasses row-level security')
  for (const other of memberOf) faults.push(`the role oikion_tenant is a member of ${other}`)
  for (const table of exposed) faults.push(`the role oikion_tenant may read ${table}`)
  for (const table of tables) {
    if (!table.protected) faults.push(`row-level security is not enabled and forced on ${table.name}`)
  }
  for (const { table, name, using, check } of policies) {
    const expected = known[`${table}.${name}`] ?? known[name]
    if (bare(using) !== expected?.using || bare(check) !== expected?.check) {
      faults.push(`the policy ${name} on ${table} is not one of ours`)
    }
  }
  return faults
}

function bare(expression: string | null): string | undefined {
  return expression?.replace(/[\s()]/g, '')
}

// Tables, partitions' parents, materialized views and foreign tables; the last two cannot be protected at all.
const factsQuery = `
with tenant as (
  select oid, rolsuper, rolbypassrls from pg_roles where rolname = 'oikion_tenant'
), tables as (
  select c.oid, c.oid::regclass::text as name, c.relrowsecurity and c.relforcerowsecurity as protected
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'm', 'f')
    and (c.relname = 'organization' or exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
    ))
)
select json_build_object(
  'role', (select json_build_object('rolsuper', rolsuper, 'rolbypassrls', rolbypassrls) from tenant),
  'memberOf', coalesce((select json_agg(roleid::regrole::text) from pg_auth_members where member = (select oid from tenant)), '[]'),
  'exposed', coalesce((
    select json_agg(c.oid::regclass::text) from pg_class c, tenant
    where c.oid in (to_regclass('public."user"'), to_regclass('public.session'))
      and has_any_column_privilege(tenant.oid, c.oid, 'select')
  ), '[]'),
  'tables', coalesce((
    select json_agg(json_build_object(
      'name', name, 'protected', protected, 'readable', has_any_column_privilege(tenant.oid, tables.oid, 'select')
    )) from tables, tenant
  ), '[]'),
  'policies', coalesce((
    select json_agg(json_build_object(
      'table', name, 'name', polname,
      'using', pg_get_expr(polqual, polrelid), 'check', pg_get_expr(polwithcheck, polrelid)
    )) from tables join pg_policy on polrelid = tables.oid, tenant
    where polroles && array[0::oid, tenant.oid]
  ), '[]')
) as facts`
