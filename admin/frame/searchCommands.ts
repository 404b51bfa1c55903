import { createPath, menuOf, mayOpen, organizationPages, pagePath } from '../paths.ts'
import { allows } from '../providers/access.ts'
import type { Membership } from '../providers/auth.ts'
import { t } from '../providers/i18n.ts'
import { lower, recordName } from '../words.ts'
import { workMenu } from './workMenu.ts'

export interface SearchCommand {
  key: string
  label: string
  icon: string
  path: string
}

/** Where one can go, and what one can make. */
export function searchCommands(membership: Membership): SearchCommand[] {
  const { slug } = membership.organization
  const going = workMenu(membership).map(({ name, label, icon, path }) => ({ key: `go ${name}`, label, icon, path }))
  const making = menuOf(membership)
    .filter(({ name }) => allows(membership, name, 'create'))
    .map((definition) => ({
      key: `new ${definition.name}`,
      label: t('list.new', { name: lower(recordName(definition)) }),
      icon: 'plus',
      path: createPath(slug, definition.name),
    }))
  const running = organizationPages
    .filter((page) => mayOpen(membership, page))
    .map((page) => ({
      key: `run ${page}`,
      label: t(`organization.pages.${page}`),
      icon: 'setting',
      path: pagePath(slug, page),
    }))
  return [...going, ...making, ...running]
}
