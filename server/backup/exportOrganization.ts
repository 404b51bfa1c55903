import type { Database } from '../database/index.ts'
import { readSnapshot } from '../database/snapshot.ts'
import type { Files } from '../files/files.ts'
import { activityOfOrganization } from '../organizations/log.ts'
import type { Actor } from '../records/actor.ts'
import { tellBothEnds } from '../records/bothEnds.ts'
import type { ExportTarget } from '../records/export.ts'
import { writeZip } from './archive.ts'
import { enter, leave } from './inside.ts'
import { countsOf, newManifest } from './manifest.ts'
import { fillOrganization, type OrganizationSource } from './organization.ts'
import { appliedMigrations } from './write.ts'

export interface OrganizationExport {
  database: Database
  files: Files
  actor: Actor
  name: string
}

/**
 * Streams the actor's organization as the ZIP that `npm run backup -- --organization` writes, and that is restored likewise.
 * Does not end the stream it was given. It is written down at both ends, with the whole tables and files that were sent.
 */
export async function exportOrganization(
  { database, files, actor, name }: OrganizationExport,
  { open }: Pick<ExportTarget, 'open'>,
): Promise<void> {
  const { organizationId } = actor.access
  const manifest = newManifest('organization')
  const source: OrganizationSource = {
    files,
    atOneMoment: (run) =>
      readSnapshot(database, { organizationId, userId: '' }, async (connection) => {
        await leave(connection)
        const migrations = await appliedMigrations(connection)
        await enter(connection, organizationId)
        return run({ connection, organizationId, migrations })
      }),
  }
  await tellBothEnds(database, actor, {
    row: (at, end) =>
      activityOfOrganization('export', at, { title: name, changes: end && { ...countsOf(manifest), ...end } }),
    send: (begin) =>
      writeZip(
        async () => {
          await begin()
          return open()
        },
        (archive) => fillOrganization(archive, manifest, source),
      ),
  })
}
