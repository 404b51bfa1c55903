import { z } from 'zod'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { tidyFacts } from '../hooks/clients.ts'
import { authorize, type Access } from '../records/access.ts'
import { inScope } from '../records/scope.ts'
import { clients } from '../resources/clients.ts'

/** Half-typed values are welcome: they agree with nothing. */
const typed = z.string().trim().max(300).nullish()

/** What is known of a client so far; `exceptId` is the client itself, when it has been saved before. */
export const KnownFacts = z.strictObject({
  email: typed,
  secondaryEmail: typed,
  phone: typed,
  secondaryPhone: typed,
  taxId: typed,
  name: typed,
  exceptId: z.uuid().toLowerCase().nullish(),
})

export interface Duplicate {
  id: string
  name: string
  clientType: string
  email: string | null
  phone: string | null
  /** Which facts agree: `email`, `phone`, `tax`, `name`. */
  agreeing: string[]
}

const most = 5

/**
 * The clients who may be the same person: they share an e-mail, a phone, a tax number or the words of a name, however each is
 * spelt. Most agreement first, at most five. Of clients that the caller may not read nothing is told, not even that they are
 * there: a hint would tell whom a colleague works for. Both sides are spelt by `oikion_client_keys`, and found by its index.
 */
export async function findDuplicates(
  database: Database,
  access: Access,
  { exceptId, ...known }: z.infer<typeof KnownFacts>,
): Promise<Duplicate[]> {
  const scope = authorize(access, clients, 'list')
  const facts: Record<string, unknown> = { ...known }
  tidyFacts(null, facts)
  const [email, secondaryEmail, phone, secondaryPhone, taxId, name] = (
    ['email', 'secondaryEmail', 'phone', 'secondaryPhone', 'taxId', 'name'] as const
  ).map((fact) => facts[fact] || null)
  return database.read<Duplicate>(
    access,
    sql`select t.id, t.name, t.client_type as "clientType", t.email, t.phone,
        array_agg(distinct split_part(k.key, ':', 1)) as agreeing
      from client_key k join client t on t.organization_id = k.organization_id and t.id = k.client_id
      where k.organization_id = ${access.organizationId}::uuid and k.key = any(array(
          select wanted.key from oikion_client_keys(${email}::text, ${secondaryEmail}::text, ${phone}::text,
            ${secondaryPhone}::text, ${taxId}::text, ${name}::text) as wanted(key)))
        and ${inScope(scope)} and t.deleted_at is null and t.id is distinct from ${exceptId ?? null}::uuid
      group by t.organization_id, t.id order by count(distinct split_part(k.key, ':', 1)) desc, t.updated_at desc, t.id
      limit ${most}::int`,
  )
}
