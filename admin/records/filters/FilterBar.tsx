import { PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Dropdown } from 'antd'
import { useState } from 'react'
import type { Definition } from '../../../server/resources/define.ts'
import { t } from '../../providers/i18n.ts'
import { fieldName } from '../../words.ts'
import { isFiltered, type ListState } from '../listState.ts'
import type { ListStateHandle } from '../useListState.ts'
import { FilterChip } from './FilterChip.tsx'
import { SearchBox } from './SearchBox.tsx'

interface Props {
  definition: Definition
  state: ListState
  ignored: string[]
  onChange: ListStateHandle['change']
}

const always = 4

/** Search and filters in one line: the first few are always there, the others are added when wanted. */
export function FilterBar({ definition, state, ignored, onChange }: Props) {
  const [added, setAdded] = useState<string>()
  const shown = definition.filters.filter((name, index) => index < always || name in state.filters || name === added)
  const others = definition.filters.filter((name) => !shown.includes(name))
  const set = (name: string, value: ListState['filters'][string] | undefined) => {
    const { [name]: _before, ...rest } = state.filters
    onChange({ filters: value ? { ...rest, [name]: value } : rest })
  }

  return (
    <>
      <div className="filter-bar" role="search" aria-label={t('list.filters')}>
        {definition.search.length > 0 && (
          <SearchBox value={state.q} onChange={(q) => onChange({ q }, { replace: true })} />
        )}
        {shown.map((name) => (
          <FilterChip
            key={name}
            definition={definition}
            name={name}
            value={state.filters[name]}
            opensAtOnce={name === added}
            onChange={(value) => set(name, value)}
            onClosed={() => setAdded(undefined)}
          />
        ))}
        {others.length > 0 && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: others.map((name) => ({ key: name, label: fieldName(definition, name) })),
              onClick: ({ key }) => setAdded(key),
            }}
          >
            <Button type="text" icon={<PlusOutlined aria-hidden />} aria-haspopup="menu">
              {t('list.addFilter')}
            </Button>
          </Dropdown>
        )}
        {isFiltered(state) && (
          <Button type="link" onClick={() => onChange({ filters: {}, q: '' })}>
            {t('list.clearFilters')}
          </Button>
        )}
      </div>
      {ignored.length > 0 && (
        <Alert
          className="ignored"
          type="warning"
          showIcon
          closable
          message={t('list.ignored', { names: ignored.join(', ') })}
          onClose={() => onChange({}, { replace: true })}
        />
      )}
    </>
  )
}
