/**
 * Organizations that the person on this page is leaving or deleting. That they are gone may be heard from the server's
 * events before the call itself has answered, and then nobody is to be told that they were thrown out.
 */
const leaving = new Set<string>()

export const isLeaving = (organizationId: string) => leaving.has(organizationId)

/** Does what ends one's membership; answers whether it did. */
export async function depart(organizationId: string, work: () => Promise<boolean>): Promise<boolean> {
  leaving.add(organizationId)
  const isDone = await work()
  if (!isDone) leaving.delete(organizationId)
  return isDone
}

/** The organization is on screen again, as after restoring it. */
export const isBack = (organizationId: string) => void leaving.delete(organizationId)
