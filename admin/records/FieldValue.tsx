import type { Definition } from '../../server/resources/define.ts'
import { fieldOf } from '../../server/resources/fields.ts'
import { custom } from '../custom/index.ts'
import { formatCountry, formatDay } from '../format.ts'
import { t } from '../providers/i18n.ts'
import { ChoiceTag } from './ChoiceTag.tsx'
import { InstantText } from './InstantText.tsx'
import { plainText } from './plainText.ts'
import type { RecordData } from './record.ts'
import { choiceName } from '../words.ts'
import { ReferenceLink } from './ReferenceLink.tsx'
import { ValueText } from './ValueText.tsx'

interface Props {
  definition: Definition
  field: string
  record: RecordData
}

/** One field of a record, shown by its kind. Empty ones are quiet. */
export function FieldValue({ definition, field: name, record }: Props) {
  const field = fieldOf(definition, name)
  const value = record[name]
  if (isEmpty(value)) return <EmptyValue />
  const Cell = custom[definition.name]?.cells?.[name]
  if (Cell) return <Cell definition={definition} record={record} />
  if (field.widget === 'members') return <ValueText definition={definition} field={field} value={value} />

  switch (field.kind) {
    case 'choice':
      return <ChoiceTag definition={definition} field={name} value={String(value)} />
    case 'reference':
      return <ReferenceLink resource={field.reference ?? ''} id={String(value)} title={record._titles?.[name]} />
    case 'datetime':
      return <InstantText value={String(value)} />
    case 'date':
      return <>{formatDay(String(value))}</>
    case 'choices':
    case 'texts':
      return (
        <>
          {(value as string[]).map((each) => (
            <span key={each} className="tag tag-default">
              {field.kind === 'choices' ? choiceName(definition, name, each) : each}
            </span>
          ))}
        </>
      )
    case 'text':
      return <TextValue text={String(value)} widget={field.widget} />
    default:
      return <>{plainText(definition, field, value)}</>
  }
}

function EmptyValue() {
  return (
    <span className="empty-value">
      <span className="visually-hidden">{t('record.empty')}</span>
    </span>
  )
}

function TextValue({ text, widget }: { text: string; widget?: string }) {
  if (widget === 'email') return <a href={`mailto:${text}`}>{text}</a>
  if (widget === 'phone') return <a href={`tel:${text.replace(/[^+\d]/g, '')}`}>{text}</a>
  if (widget === 'country') return <>{formatCountry(text)}</>
  return <>{text}</>
}

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
