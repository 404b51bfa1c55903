import { Router, type Request } from 'express'
import { read } from '../auth/bodies.ts'
import type { Database } from '../database/index.ts'
import { accessOf } from '../organizations/access.ts'
import { viewAs, Viewing } from '../organizations/viewAs.ts'
import { requireJson } from './bodies.ts'
import { personOf, requestedOrganization, withRight } from './organization.ts'

export interface ViewAsRoutes {
  database: Database
  now: () => Date
  /** The answer of `me`. */
  describe: (req: Request, userId: string) => Promise<unknown>
}

/** `/api/view-as`: an owner looks at the organization as a lower role, and stops. Stands before what only reads then. */
export function viewAsRoutes({ database, now, describe }: ViewAsRoutes): Router {
  const router = Router()

  router.post('/', requireJson, async (req, res) => {
    // As themself, or nobody could go from one role to the next.
    const person = { ...personOf(req), viewAs: undefined }
    const access = withRight(await accessOf(database, person, requestedOrganization(req), now()), 'viewAs')
    req.session.viewAs = await viewAs(database, { access, now: now() }, read(Viewing, req))
    res.json(await describe(req, person.userId))
  })

  router.delete('/', async (req, res) => {
    const { userId } = personOf(req)
    delete (req.session as Partial<typeof req.session>).viewAs
    res.json(await describe(req, userId))
  })

  return router
}
