import type { Access } from '../records/access.ts'

declare global {
  namespace Express {
    /** What the session holds of a signed-in person. */
    interface User {
      id: string
    }
    interface Request {
      /** Set by `requireOrganization`. */
      access?: Access
    }
  }
}
