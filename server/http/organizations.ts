import { Router, type Request } from 'express'
import { z } from 'zod'
import { read } from '../auth/bodies.ts'
import { exportOrganization } from '../backup/exportOrganization.ts'
import type { Database } from '../database/index.ts'
import type { Files } from '../files/files.ts'
import { accessOf } from '../organizations/access.ts'
import { changeOrganization, OrganizationChanges } from '../organizations/change.ts'
import { foundOrganization, OrganizationWanted } from '../organizations/found.ts'
import { leaveOrganization } from '../organizations/leave.ts'
import { listOrganizations, showOrganization } from '../organizations/list.ts'
import { contentsOf, deleteOrganization, restoreOrganization } from '../organizations/remove.ts'
import { datedName } from '../records/datedName.ts'
import { defaultSettings } from '../resources/settings.ts'
import type { Right } from '../resources/rights.ts'
import { requireJson } from './bodies.ts'
import { sendMade } from './download.ts'
import { personOf, refuseViewing, withRight } from './organization.ts'
import { idOf, versionOf } from './records.ts'

export const TypedName = z.strictObject({ name: z.string().max(200) })
const organizations = { name: 'organizations' }

interface OrganizationRoutes {
  database: Database
  /** None in tests of other parts. */
  files: Files | undefined
  now: () => Date
}

/** `/api/organizations`: founding, settings, taking away, deleting, leaving. The id stands in the path; closed to API tokens. */
export function organizationRoutes({ database, files, now }: OrganizationRoutes): Router {
  const router = Router()
  const accessTo = (req: Request) => accessOf(database, personOf(req), idOf(req, organizations).toLowerCase(), now())
  const accessWith = async (req: Request, right: Right) => withRight(await accessTo(req), right)

  router.get('/', async (req, res) => {
    res.json(await listOrganizations(database, personOf(req), now()))
  })

  router.post('/', requireJson, async (req, res) => {
    const { userId } = personOf(req)
    const { id, memberId } = await foundOrganization(database, userId, read(OrganizationWanted, req), now())
    const access = { organizationId: id, userId, memberId, role: 'ORG_OWNER', settings: defaultSettings, isPersonal: false } as const // prettier-ignore
    const organization = await showOrganization(database, access)
    res.status(201).location(`${req.baseUrl}/${id}`).set('ETag', `"${organization.version}"`).json(organization)
  })

  router.get('/:id', async (req, res) => {
    const organization = await showOrganization(database, await accessTo(req))
    res.set('ETag', `"${organization.version}"`).json(organization)
  })

  router.patch('/:id', requireJson, async (req, res) => {
    const access = await accessWith(req, 'editOrganization')
    const changes = read(OrganizationChanges, req)
    const organization = await changeOrganization(database, { access, now: now() }, changes, versionOf(req))
    res.set('ETag', `"${organization.version}"`).json(organization)
  })

  router.get('/:id/contents', async (req, res) => {
    res.json(await contentsOf(database, await accessWith(req, 'deleteOrganization')))
  })

  if (files) {
    router.get('/:id/export', async (req, res) => {
      const actor = { access: await accessWith(req, 'exportOrganization'), now: now() }
      const { name } = await showOrganization(database, actor.access)
      await sendMade({ req, res, fileName: datedName(name, actor.now, 'zip') }, (target) =>
        exportOrganization({ database, files, actor, name }, target),
      )
    })
  }

  router.delete('/:id', requireJson, async (req, res) => {
    const access = await accessWith(req, 'deleteOrganization')
    await deleteOrganization(database, { access, now: now() }, read(TypedName, req).name)
    res.status(204).end()
  })

  router.post('/:id/restore', async (req, res) => {
    const id = idOf(req, organizations).toLowerCase()
    const access = await restoreOrganization(database, personOf(req), id, now())
    const organization = await showOrganization(database, access)
    res.set('ETag', `"${organization.version}"`).json(organization)
  })

  router.post('/:id/leave', async (req, res) => {
    await leaveOrganization(database, { access: refuseViewing(await accessTo(req)), now: now() })
    res.status(204).end()
  })

  return router
}
