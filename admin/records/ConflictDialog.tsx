import { Modal, Radio } from 'antd'
import { useState } from 'react'
import type { Definition } from '../../server/resources/define.ts'
import { fieldOf } from '../../server/resources/fields.ts'
import { t } from '../providers/i18n.ts'
import { fieldName } from '../words.ts'
import { changesOf, contestedFields, valuesOf, type FormValues } from './formValues.ts'
import type { RecordData } from './record.ts'
import { ValueText } from './ValueText.tsx'

interface Props {
  definition: Definition
  base: RecordData
  /** The fields changed here. */
  mine: FormValues
  /** The record as somebody else has saved it meanwhile. */
  theirs: RecordData
  onResolve: (values: FormValues) => void
  onClose: () => void
}

/** Two people changed the same record: shows both sides field by field and lets one choose. Nothing typed is lost. */
export function ConflictDialog({ definition, base, mine, theirs, onResolve, onClose }: Props) {
  const [takesTheirs, setTakesTheirs] = useState<string[]>([])
  const changedThere = Object.keys(changesOf(definition, base, valuesOf(definition, theirs)))
  const names = [...new Set([...Object.keys(mine), ...changedThere])]
  const contested = contestedFields(definition, base, { mine, theirs })

  const resolve = () => {
    const kept = Object.entries(mine).filter(([name]) => !takesTheirs.includes(name))
    onResolve({ ...valuesOf(definition, theirs), ...Object.fromEntries(kept) })
  }
  const choose = (name: string, isTheirs: boolean) =>
    setTakesTheirs((before) => [...before.filter((other) => other !== name), ...(isTheirs ? [name] : [])])

  return (
    <Modal
      open
      width={760}
      title={t('conflict.title')}
      okText={t('conflict.save')}
      cancelText={t('conflict.back')}
      onOk={resolve}
      onCancel={onClose}
    >
      <p>{t('conflict.body')}</p>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('conflict.field')}</th>
            <th>{t('conflict.mine')}</th>
            <th>{t('conflict.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => {
            const field = fieldOf(definition, name)
            const mineText = (
              <ValueText definition={definition} field={field} value={name in mine ? mine[name] : base[name]} />
            )
            const theirsText = <ValueText definition={definition} field={field} value={theirs[name]} />
            const label = fieldName(definition, name)
            const isTheirs = name in mine ? takesTheirs.includes(name) : true
            return (
              <tr key={name}>
                <th scope="row">{label}</th>
                {[false, true].map((side) => (
                  <td key={String(side)} className={isTheirs === side ? 'chosen' : 'not-chosen'}>
                    {contested.includes(name) ? (
                      <Radio checked={isTheirs === side} onChange={() => choose(name, side)} name={`conflict-${name}`}>
                        {side ? theirsText : mineText}
                      </Radio>
                    ) : side ? (
                      theirsText
                    ) : (
                      mineText
                    )}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </Modal>
  )
}
