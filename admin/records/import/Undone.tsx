import { Alert } from 'antd'
import { Link } from 'react-router'
import type { Definition } from '../../../server/resources/define.ts'
import { formatCount } from '../../format.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { trashPath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import { countedName } from '../../words.ts'
import type { ImportData } from './imports.ts'
import { stayedText } from './stayed.ts'

/** What came of undoing an import: how many records are in the trash, how many stayed and why; or that it failed. */
export function Undone({ definition, data }: { definition: Definition; data: ImportData }) {
  const { organization } = useOrganization()
  const { undo, error } = data
  const failed = error && <Alert className="notice" role="alert" type="error" showIcon message={error} />
  if (!undo) return failed || null
  const { done, since, at } = undo
  const trash = trashPath(organization.slug, definition.name, since, at)
  return (
    <>
      {failed}
      <p role="status">
        {t('import.undone', { count: done, shown: formatCount(done), name: countedName(definition, done) })}{' '}
        {stayedText(undo)} <Link to={trash}>{t('import.toTrash')}</Link>
      </p>
    </>
  )
}
