import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useList, type CrudFilter } from '@refinedev/core'
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { Definition } from '../../../server/resources/define.ts'
import { custom } from '../../custom/index.ts'
import { formatCount } from '../../format.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { createPath, listPath, showPath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import { countedName, lower, recordName, resourceName } from '../../words.ts'
import { FieldValue } from '../FieldValue.tsx'
import { LoadError } from '../LoadError.tsx'
import { titleOf, type RecordData } from '../record.ts'
import { ToldForm } from '../timeline/ToldForm.tsx'
import { useAllows } from '../useAllows.ts'
import { useTrash } from '../useTrash.ts'

interface Props {
  definition: Definition
  /** Those of its fields that lead to the record. */
  fields: string[]
  about: Definition
  record: RecordData
}

const most = 10

/** The records of one kind that refer to a record: the newest of them, how many there are, and a way to add one. */
export function RelatedList({ definition, fields, about, record }: Props) {
  const { organization } = useOrganization()
  const [isAdding, setAdding] = useState(false)
  const may = useAllows(definition)
  const navigate = useNavigate()
  const { query } = useList<RecordData>({
    resource: definition.name,
    filters: filtersFor(fields, record.id),
    pagination: { currentPage: 1, pageSize: most },
    errorNotification: false,
  })
  const rows = query.data?.data
  const total = query.data?.total ?? 0
  const [field = ''] = fields
  const standsHere = definition.section === 'related'
  const all = `${listPath(organization.slug, definition.name)}?${field}=${record.id}`
  const add = () => {
    if (standsHere) setAdding(true)
    else void navigate(`${createPath(organization.slug, definition.name)}?${field}=${record.id}`)
  }
  return (
    <section className="panel related" aria-label={resourceName(definition)}>
      <header className="related-head">
        <h2>{resourceName(definition)}</h2>
        {may('create') && (
          <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={add}>
            {t('related.add', { name: lower(recordName(definition)) })}
          </Button>
        )}
      </header>
      {isAdding && (
        <ToldForm definition={definition} about={about} aboutId={record.id} onDone={() => setAdding(false)} />
      )}
      {query.error && <LoadError error={query.error} onRetry={() => void query.refetch()} />}
      {!rows && !query.error && <span className="skeleton" />}
      {rows?.length === 0 && <p className="quiet">{t('related.none', { name: lower(resourceName(definition)) })}</p>}
      <ul>
        {rows?.map((row) => (
          <Row key={row.id} definition={definition} record={row} field={fieldOfRow(fields, row, record.id)} />
        ))}
      </ul>
      {total > most && !standsHere && (
        <Link to={all}>
          {t('related.all', { count: total, total: formatCount(total), name: countedName(definition, total) })}
        </Link>
      )}
    </section>
  )
}

function Row({ definition, record, field }: { definition: Definition; record: RecordData; field: string }) {
  const { organization } = useOrganization()
  const { ask, isBusy } = useTrash(definition)
  const Relation = custom[definition.name]?.relation
  const facts = definition.list
    .filter((name) => name !== definition.title && name !== field && record[name])
    .slice(0, 4)
  return (
    <li>
      {Relation ? (
        <Relation definition={definition} record={record} field={field} />
      ) : (
        <>
          <Link to={showPath(organization.slug, definition.name, record.id)}>{titleOf(definition, record)}</Link>
          {facts.map((name) => (
            <FieldValue key={name} definition={definition} field={name} record={record} />
          ))}
        </>
      )}
      {definition.section === 'related' && record._can?.delete && (
        <Button
          type="text"
          size="small"
          className="related-remove"
          loading={isBusy}
          icon={<DeleteOutlined aria-hidden />}
          aria-label={t('timeline.delete', { name: lower(recordName(definition)) })}
          onClick={() => ask(record)}
        />
      )}
    </li>
  )
}

function filtersFor(fields: string[], id: string): CrudFilter[] {
  const each = fields.map((field) => ({ field, operator: 'eq' as const, value: id }))
  return each.length > 1 ? [{ operator: 'or', value: each }] : each
}

const fieldOfRow = (fields: string[], row: RecordData, id: string) =>
  fields.find((field) => row[field] === id) ?? fields[0] ?? ''
