import type { Definition } from '../../../server/resources/define.ts'
import { fieldOf } from '../../../server/resources/fields.ts'
import { custom } from '../../custom/index.ts'
import { formatDay, formatInstant } from '../../format.ts'
import { t } from '../../providers/i18n.ts'
import { fieldName } from '../../words.ts'
import { isDay, type FilterValue } from '../listState.ts'
import { plainText } from '../plainText.ts'
import { ReferenceNames } from './ReferenceNames.tsx'

interface Props {
  definition: Definition
  name: string
  value: FilterValue
}

/** What a filter is set to, in the fewest words: «Price: 100,000 € – 300,000 €». */
export function FilterSummary({ definition, name, value }: Props) {
  return (
    <span className="chip-text">
      <span className="quiet">{fieldName(definition, name)}</span> <FilterWords {...{ definition, name, value }} />
    </span>
  )
}

function FilterWords({ definition, name, value }: Props) {
  const field = fieldOf(definition, name)
  const word = (each: unknown) => plainText(definition, field, each)
  switch (value.type) {
    case 'any': {
      if (field.reference) return <ReferenceNames resource={field.reference} ids={value.values} />
      const words = value.values.map((each) =>
        word(field.kind === 'boolean' ? each === 'true' : field.kind === 'choices' ? [each] : each),
      )
      return <>{field.kind === 'texts' ? value.values.join(', ') : words.join(', ')}</>
    }
    case 'text':
      return <>{wordOf(definition, name, value.text) ?? t('filter.contains', { text: value.text })}</>
    case 'empty':
      return <>{t(value.isEmpty ? 'filter.isEmpty' : 'filter.isNotEmpty')}</>
    case 'range':
      return <>{between(value.from, value.to, word)}</>
    case 'days':
      return <>{value.preset ? t(`filter.presets.${value.preset}`) : between(value.from, value.to, endText)}</>
  }
}

/** The label of a text that is one of a few known words. */
function wordOf(definition: Definition, name: string, text: string): string | undefined {
  const choices = custom[definition.name]?.choices?.[name]?.()
  return choices?.find(({ value }) => value === text)?.label
}

const endText = (end: string) => (isDay(end) ? formatDay(end) : formatInstant(end))

function between<T>(from: T | undefined, to: T | undefined, word: (end: T) => string): string {
  if (from === undefined) return to === undefined ? '' : t('filter.upTo', { to: word(to) })
  return to === undefined ? t('filter.from', { from: word(from) }) : `${word(from)} – ${word(to)}`
}
