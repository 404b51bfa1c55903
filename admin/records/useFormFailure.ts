import type { FormInstance } from 'antd'
import { useState } from 'react'
import type { Definition } from '../../server/resources/define.ts'
import { fieldsOf } from '../../server/resources/fields.ts'
import { ApiError } from '../providers/http.ts'
import { t } from '../providers/i18n.ts'
import { asSentence } from '../words.ts'
import type { FormValues } from './formValues.ts'

/** Puts what the server refused under the fields it is about, the first of them in focus; the rest goes above the form. */
export function useFormFailure(definition: Definition, form: FormInstance<FormValues>) {
  const [failure, setFailure] = useState<string>()

  const report = (error: unknown) => {
    if (!(error instanceof ApiError)) return setFailure(t('errors.server'))
    if (error.statusCode === 0) return setFailure(t('form.notSavedOffline'))
    const known = fieldsOf(definition)
    const errors = Object.entries(error.errors ?? {})
    const placed = errors.filter(([name]) => known.get(name)?.readOnly === false)
    form.setFields(
      placed.map(([name, messages]) => ({ name, errors: [messages].flat().map((words) => asSentence(String(words))) })),
    )
    const first = placed[0]?.[0]
    if (first) form.scrollToField(first, { focus: true, block: 'center' })
    const others = errors
      .filter(([name]) => !placed.some(([other]) => other === name))
      .map(([, text]) => asSentence(String(text)))
    setFailure(placed.length && !others.length ? undefined : [error.message, ...others].join(' '))
  }
  return { failure, report, clear: () => setFailure(undefined) }
}
