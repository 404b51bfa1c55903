import { useList } from '@refinedev/core'
import { Link } from 'react-router'
import type { Definition } from '../../../server/resources/define.ts'
import { resources } from '../../../server/resources/index.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { showPath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import { resourceName } from '../../words.ts'
import { InstantText } from '../InstantText.tsx'
import type { RecordData } from '../record.ts'

/** A record that met this one in something that was said or done, as the server tells it. */
interface Linked {
  resource: string
  id: string
  title: string
  count: number
  lastAt: string
}

/** The clients of a property, the properties of a client: known through what happened between them. */
export function LinkedRecords({ definition, record }: { definition: Definition; record: RecordData }) {
  const { organization } = useOrganization()
  const { query } = useList<Linked>({
    resource: `${definition.name}/${record.id}/linked`,
    pagination: { mode: 'off' },
    errorNotification: false,
  })
  const linked = query.data?.data ?? []
  if (linked.length === 0) return null
  const names = [...new Set(linked.map(({ resource }) => resource))]
    .map((name) => resources[name])
    .filter((each) => each !== undefined)
  const title = t('related.linked', { name: names.map(resourceName).join(', ') })
  return (
    <section className="panel related" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {linked.map(({ resource, id, title: name, count, lastAt }) => (
          <li key={id}>
            <Link to={showPath(organization.slug, resource, id)}>{name}</Link>
            <span className="quiet">
              {t('related.times', { count })} · <InstantText value={lastAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
