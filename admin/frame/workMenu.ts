import { listPath, menuOf, workPages, workPath, type WorkPage } from '../paths.ts'
import type { Membership } from '../providers/auth.ts'
import { t } from '../providers/i18n.ts'
import { resourceName } from '../words.ts'

export interface MenuEntry {
  /** A resource's or a page's name: its first letter goes there after `g`. */
  name: string
  icon: string
  label: string
  path: string
}

const icons: Record<WorkPage, string> = { dashboard: 'dashboard', calendar: 'calendar', feed: 'thunderbolt' }

/** What people work with all day: the dashboard, the resources the role may read, then the calendar and the feed. */
export function workMenu(membership: Membership): MenuEntry[] {
  const { slug } = membership.organization
  const [first, ...last] = workPages.map((name) => ({
    name,
    icon: icons[name],
    label: t(`frame.pages.${name}`),
    path: workPath(slug, name),
  }))
  const resources = menuOf(membership).map((definition) => ({
    name: definition.name,
    icon: definition.icon,
    label: resourceName(definition),
    path: listPath(slug, definition.name),
  }))
  return [...(first ? [first] : []), ...resources, ...last]
}
