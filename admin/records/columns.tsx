import type { TableColumnType } from 'antd'
import { Link } from 'react-router'
import type { Definition } from '../../server/resources/define.ts'
import { fieldOf, type Field } from '../../server/resources/fields.ts'
import { custom } from '../custom/index.ts'
import { fieldName } from '../words.ts'
import { FieldValue } from './FieldValue.tsx'
import { sortable, sortOf, type ListState } from './listState.ts'
import { titleOf, type RecordData } from './record.ts'

/** The list's columns as Ant Design's table wants them. */
export function columnsOf(
  definition: Definition,
  state: ListState,
  names: readonly string[],
): TableColumnType<RecordData>[] {
  const sorted = sortOf(definition, state)
  const canSort = sortable(definition)
  return names.map((name, index) => {
    const field = fieldOf(definition, name)
    const isTitle = name === definition.title
    const startsDown = definition.sort.some((sort) => sort === `-${name}`)
    return {
      dataIndex: name,
      title: fieldName(definition, name),
      width: custom[definition.name]?.widths?.[name] ?? (isTitle ? titleWidth(field) : widthOf(field)),
      fixed: isTitle && index === 0 ? 'left' : undefined,
      align: isNumber(field) ? 'right' : undefined,
      className: isNumber(field) ? 'figures' : undefined,
      ellipsis: true,
      sorter: canSort.includes(name),
      sortDirections: startsDown ? ['descend', 'ascend', 'descend'] : ['ascend', 'descend', 'ascend'],
      sortOrder: sorted === name ? 'ascend' : sorted === `-${name}` ? 'descend' : null,
      render: (_value, record) => (
        <Cell definition={definition} name={name} record={record} isTitle={isTitle} isTrash={state.trash} />
      ),
    }
  })
}

interface CellProps {
  definition: Definition
  name: string
  record: RecordData
  isTitle: boolean
  isTrash: boolean
}

function Cell({ definition, name, record, isTitle, isTrash }: CellProps) {
  // Rows that stand in for records still loading have no version.
  if (record.version === undefined) return <span className="skeleton" />
  const isNamedByItself = isTitle && custom[definition.name]?.cells?.[name] === undefined
  if (isTitle && isTrash) return <strong>{titleOf(definition, record)}</strong>
  if (isNamedByItself) {
    return (
      <Link className="title-link" to={record.id} tabIndex={-1}>
        {titleOf(definition, record)}
      </Link>
    )
  }
  return <FieldValue definition={definition} field={name} record={record} />
}

export const isNumber = ({ kind }: Field) => kind === 'integer' || kind === 'number' || kind === 'money'

const widths: Partial<Record<Field['kind'], number>> = {
  integer: 108,
  number: 108,
  money: 112,
  boolean: 80,
  choice: 124,
  date: 104,
  datetime: 112,
  reference: 132,
  texts: 170,
}

/** A code is short, a name is not. */
const titleWidth = ({ maxLength = 200 }: Field) => (maxLength <= 60 ? 116 : 210)

function widthOf({ kind, widget }: Field): number {
  if (widget === 'email') return 220
  if (widget === 'phone') return 150
  return widths[kind] ?? 116
}
