import { Button } from 'antd'
import type { Definition } from '../../../server/resources/define.ts'
import { t } from '../../providers/i18n.ts'
import type { ListStateHandle } from '../../records/useListState.ts'
import { lower, resourceName } from '../../words.ts'

/** Search or filters leave nothing: says so and offers to clear them. */
export function NoneFound({ definition, onChange }: { definition: Definition; onChange: ListStateHandle['change'] }) {
  return (
    <>
      <p>{t('list.noneMatch', { name: lower(resourceName(definition)) })}</p>
      <Button onClick={() => onChange({ filters: {}, q: '' })}>{t('list.clearFilters')}</Button>
    </>
  )
}
