import { DeleteOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useNavigate } from 'react-router'
import type { Definition } from '../../server/resources/define.ts'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { useKeys } from '../frame/useKeys.ts'
import { createPath, importsPath } from '../paths.ts'
import { t } from '../providers/i18n.ts'
import { lower, recordName, resourceName } from '../words.ts'
import { ColumnChooser } from './ColumnChooser.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import type { ListState } from './listState.ts'
import { useAllows } from './useAllows.ts'
import type { Columns } from './useColumns.ts'
import type { ListStateHandle } from './useListState.ts'

interface Props {
  definition: Definition
  state: ListState
  columns: Columns
  onChange: ListStateHandle['change']
}

/** The list's name and what can be done with it as a whole. */
export function ListHead({ definition, state, columns, onChange }: Props) {
  const navigate = useNavigate()
  const { organization } = useOrganization()
  const may = useAllows(definition)
  const create = createPath(organization.slug, definition.name)
  useKeys({ c: () => void navigate(create) }, may('create'))

  return (
    <div className="head">
      <h1>{state.trash ? t('list.trashOf', { name: resourceName(definition) }) : resourceName(definition)}</h1>
      <div className="head-actions">
        <ColumnChooser definition={definition} columns={columns} />
        {may('delete') && (
          <Tooltip title={state.trash ? t('list.leaveTrash') : t('list.trash')}>
            <Button
              type={state.trash ? 'primary' : 'text'}
              icon={<DeleteOutlined aria-hidden />}
              aria-label={state.trash ? t('list.leaveTrash') : t('list.trash')}
              aria-pressed={state.trash}
              onClick={() => onChange({ trash: !state.trash })}
            />
          </Tooltip>
        )}
        {may('export') && <ExportMenu definition={definition} state={state} columns={columns.shown} />}
        {may('import') && !state.trash && (
          <Button
            className="narrow-icon"
            icon={<UploadOutlined aria-hidden />}
            aria-label={t('actions.import')}
            onClick={() => void navigate(importsPath(organization.slug, definition.name))}
          >
            {t('actions.import')}
          </Button>
        )}
        {may('create') && !state.trash && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => void navigate(create)}>
            {t('list.new', { name: lower(recordName(definition)) })}
          </Button>
        )}
      </div>
    </div>
  )
}
