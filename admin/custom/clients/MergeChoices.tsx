import { Radio } from 'antd'
import type { Definition } from '../../../server/resources/define.ts'
import { fieldOf } from '../../../server/resources/fields.ts'
import { t } from '../../providers/i18n.ts'
import { ValueText } from '../../records/ValueText.tsx'
import { fieldName } from '../../words.ts'
import type { MergeChoice, MergePreview } from './mergePreview.ts'

interface Props {
  definition: Definition
  preview: MergePreview
  /** Field → chosen source; what is not in it is as suggested. */
  chosen: Record<string, string>
  onChoose: (chosen: Record<string, string>) => void
}

/** Both clients side by side, field by field where they differ; what is marked stays. */
export function MergeChoices({ definition, preview, chosen, onChoose }: Props) {
  const { kept, merged, choices } = preview
  if (choices.length === 0) return <p>{t('clients.nothingDiffers')}</p>
  return (
    <table className="plain-table merge-table">
      <caption className="visually-hidden">{t('clients.choose')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('clients.field')}</th>
          <th scope="col">{t('clients.staying', { title: kept.title })}</th>
          <th scope="col">{merged.title}</th>
        </tr>
      </thead>
      <tbody>
        {choices.map((choice) => (
          <tr key={choice.field}>
            <th scope="row">{fieldName(definition, choice.field)}</th>
            {(['kept', 'merged'] as const).map((side) => (
              <td key={side}>
                {optionsOf(choice, side).map(({ source, value }) => (
                  <Radio
                    key={source}
                    name={`merge-${choice.field}`}
                    className="merge-option"
                    checked={(chosen[choice.field] ?? choice.suggested) === source}
                    onChange={() => onChoose({ ...chosen, [choice.field]: source })}
                  >
                    <Value definition={definition} choice={choice} source={source} value={value} />
                  </Radio>
                ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The values of one side; the client that stays may also stay without one, and lists of both may stay together. */
function optionsOf({ sources }: MergeChoice, side: 'kept' | 'merged') {
  const own = sources.filter(({ source }) => source === side || source.startsWith(`${side}.`))
  if (side === 'merged') return own
  const none = own.some(({ source }) => source === 'kept') ? [] : [{ source: 'kept', value: null }]
  return [...none, ...own, ...sources.filter(({ source }) => source === 'both')]
}

interface ValueProps {
  definition: Definition
  choice: MergeChoice
  source: string
  value: unknown
}

/** A value in words, and which other field it stands in now. */
function Value({ definition, choice, source, value }: ValueProps) {
  const other = source.split('.')[1]
  return (
    <>
      {source === 'both' && <span className="quiet">{t('clients.both')} </span>}
      <ValueText definition={definition} field={fieldOf(definition, choice.field)} value={value} />
      {other && <span className="quiet"> ({fieldName(definition, other)})</span>}
    </>
  )
}
