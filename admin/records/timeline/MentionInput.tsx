import { useList } from '@refinedev/core'
import { Mentions } from 'antd'
import { useRef } from 'react'
import { t } from '../../providers/i18n.ts'
import type { RecordData } from '../record.ts'

interface Props {
  id?: string
  value?: string | null
  onChange?: (text: string) => void
  /** The members whom the text names after an `@`. */
  onMention: (ids: string[]) => void
  'aria-required'?: boolean
}

/** A text in which `@` names colleagues. */
export function MentionInput({ value, onChange, onMention, ...rest }: Props) {
  const chosen = useRef(new Map<string, string>())
  const { query } = useList<RecordData & { name: string }>({
    resource: 'members',
    pagination: { pageSize: 200 },
    errorNotification: false,
  })
  const members = query.data?.data ?? []
  const take = (text: string) => {
    onChange?.(text)
    const named = [...chosen.current].filter(([name]) => text.includes(`@${name}`))
    onMention(named.map(([, memberId]) => memberId))
  }
  return (
    <Mentions
      {...rest}
      autoSize={{ minRows: 3, maxRows: 12 }}
      placeholder={t('timeline.mentionHint')}
      value={value ?? ''}
      onChange={take}
      onSelect={({ value: name, key }) => chosen.current.set(String(name), String(key))}
      options={members.map((member) => ({ key: member.id, value: member.name, label: member.name }))}
      notFoundContent={t('form.noneFound')}
    />
  )
}
