import { TableOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover, Tooltip } from 'antd'
import type { Definition } from '../../server/resources/define.ts'
import { t } from '../providers/i18n.ts'
import { fieldName } from '../words.ts'
import type { Columns } from './useColumns.ts'

/** Which columns the list shows. */
export function ColumnChooser({ definition, columns }: { definition: Definition; columns: Columns }) {
  const options = columns.all.map((name) => ({
    value: name,
    label: fieldName(definition, name),
    disabled: name === definition.title,
  }))
  const content = (
    <div className="column-chooser" role="dialog" aria-label={t('list.columns')}>
      <Checkbox.Group options={options} value={columns.shown} onChange={columns.show} />
      <Button size="small" type="link" onClick={columns.reset}>
        {t('list.resetColumns')}
      </Button>
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomRight" arrow={false} content={content} destroyOnHidden>
      <Tooltip title={t('list.columns')}>
        <Button type="text" icon={<TableOutlined aria-hidden />} aria-label={t('list.columns')} aria-haspopup="true" />
      </Tooltip>
    </Popover>
  )
}
