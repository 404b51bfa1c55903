import { Button } from 'antd'
import { useNavigate } from 'react-router'
import type { Definition } from '../../server/resources/define.ts'
import { ResourceIcon } from '../frame/ResourceIcon.tsx'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { createPath, importsPath } from '../paths.ts'
import { t } from '../providers/i18n.ts'
import { lower, recordName, resourceName } from '../words.ts'
import { initialState, isFiltered, type ListState } from './listState.ts'
import { useAllows } from './useAllows.ts'
import type { ListStateHandle } from './useListState.ts'

interface Props {
  definition: Definition
  state: ListState
  onChange: ListStateHandle['change']
}

/** Says why a list is empty and offers what fills it. */
export function EmptyList({ definition, state, onChange }: Props) {
  const name = lower(resourceName(definition))
  if (isFiltered(state)) {
    return (
      <div className="empty-list">
        <p>{t('list.noneMatch', { name })}</p>
        <Button onClick={() => onChange({ filters: {}, q: '' })}>{t('list.clearFilters')}</Button>
      </div>
    )
  }
  if (state.page > 1 || state.after) {
    return (
      <div className="empty-list">
        <p>{t('list.pageBeyond')}</p>
        <Button onClick={() => onChange({ page: initialState.page })}>{t('list.firstPage')}</Button>
      </div>
    )
  }
  if (state.trash) {
    return (
      <div className="empty-list">
        <p>{t('list.trashEmpty')}</p>
        <Button onClick={() => onChange({ trash: false })}>{t('list.leaveTrash')}</Button>
      </div>
    )
  }
  return <NothingYet definition={definition} name={name} />
}

function NothingYet({ definition, name }: { definition: Definition; name: string }) {
  const navigate = useNavigate()
  const { organization } = useOrganization()
  const may = useAllows(definition)
  return (
    <div className="empty-list">
      <span className="empty-icon">
        <ResourceIcon name={definition.icon} />
      </span>
      <p>{t('list.nothingYet', { name })}</p>
      <div className="empty-actions">
        {may('create') && (
          <Button type="primary" onClick={() => void navigate(createPath(organization.slug, definition.name))}>
            {t('list.new', { name: lower(recordName(definition)) })}
          </Button>
        )}
        {may('import') && (
          <Button onClick={() => void navigate(importsPath(organization.slug, definition.name))}>
            {t('list.importSome', { name })}
          </Button>
        )}
      </div>
    </div>
  )
}
