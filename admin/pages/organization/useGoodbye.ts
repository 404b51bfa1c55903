import { useNotification } from '@refinedev/core'
import { useNavigate } from 'react-router'
import { useReloadSession, useSession } from '../../frame/SessionContext.ts'
import { homePath } from '../../paths.ts'

/** Goes to the personal workspace for good, after the organization on screen was left or deleted, and says a last word. */
export function useGoodbye(): (message: string, description?: string) => Promise<void> {
  const { memberships } = useSession()
  const reload = useReloadSession()
  const navigate = useNavigate()
  const { open } = useNotification()
  return async (message, description) => {
    const personal = memberships.find(({ organization }) => organization.isPersonal)
    // Gone before the session tells of it: nobody is to be told that they were thrown out.
    if (personal) await navigate(homePath(personal))
    await reload().catch(() => undefined)
    open?.({ type: 'success', message, description })
  }
}
