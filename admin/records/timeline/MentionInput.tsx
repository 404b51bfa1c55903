import { useList } from '@refinedev/core'
import { Mentions } from 'antd'
import { useRef, useState } from 'react'
import { t } from '../../providers/i18n.ts'
import type { RecordData } from '../record.ts'
import { useFormerMembers } from '../useFormerMembers.ts'

interface Props {
  id?: string
  value?: string | null
  onChange?: (text: string) => void
  /** The members whom the text names when editing begins. */
  mentioned: string[]
  /** The members whom the text names after an `@`. */
  onMention: (ids: string[]) => void
  'aria-required'?: boolean
}

/** A text in which `@` names colleagues. */
export function MentionInput({ value, onChange, mentioned, onMention, ...rest }: Props) {
  const [{ before, text: beginning }] = useState({ before: mentioned, text: value ?? '' })
  const chosen = useRef(new Map<string, string>())
  const { query } = useList<RecordData & { name: string }>({
    resource: 'members',
    pagination: { pageSize: 200 },
    errorNotification: false,
  })
  const members = query.data?.data ?? []
  const former = useFormerMembers(mentioned.length > 0)
  const take = (text: string) => {
    onChange?.(text)
    const still = before.filter((memberId) => {
      const name = members.find(({ id }) => id === memberId)?.name ?? former.get(memberId)
      // Who is called something else now cannot be found in the text, and stays.
      return !name || !names(beginning, name) || names(text, name)
    })
    const added = [...chosen.current].filter(([name]) => names(text, name)).map(([, memberId]) => memberId)
    onMention([...new Set([...still, ...added])])
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

const names = (text: string, name: string) => text.includes(`@${name}`)
