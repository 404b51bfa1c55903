import type { FormRule } from 'antd'
import type { z } from 'zod'
import type { Definition } from '../../server/resources/define.ts'
import { isList, type Field } from '../../server/resources/fields.ts'
import { faultOf } from '../../server/resources/messages.ts'
import { t } from '../providers/i18n.ts'
import { asSentence, faultText, fieldName } from '../words.ts'
import { toApiValue } from './formValues.ts'
import { plainText } from './plainText.ts'

/** Checks a field by its own schema before anything is sent. The server checks again, and has the last word. */
export function rulesFor(definition: Definition, field: Field, isNew: boolean): FormRule[] {
  const required = isRequired(field, isNew)
  const validator = async (_rule: unknown, input: unknown) => {
    const value = toApiValue(field, input)
    if (value === null) {
      if (required) throw new Error(t('form.required', { name: fieldName(definition, field.name) }))
      return
    }
    const issue = field.schema?.safeParse(value).error?.issues[0]
    if (issue) throw new Error(messageOf(definition, field, issue))
  }
  return [{ required, validator }]
}

/** What may not be empty. A hook fills `automatic` fields, but only at creation; lists and switches have a "none" of their own. */
function isRequired(field: Field, isNew: boolean): boolean {
  if (field.nullable || field.kind === 'boolean' || isList(field)) return false
  return !(isNew && field.automatic)
}

/** With bounds written as the field writes its values; for the rest the server's own words. */
function messageOf(definition: Definition, field: Field, issue: z.core.$ZodIssue): string {
  const word = (value: unknown) => plainText(definition, field, value)
  if (issue.code === 'too_small' && issue.origin === 'number') {
    return issue.inclusive
      ? t('form.atLeast', { value: word(issue.minimum) })
      : t('form.moreThan', { value: word(issue.minimum) })
  }
  if (issue.code === 'too_big' && issue.origin === 'number') return t('form.atMost', { value: word(issue.maximum) })
  if (issue.code === 'too_big' && issue.origin === 'string') return t('form.tooLong', { max: Number(issue.maximum) })
  if (issue.code === 'not_multiple_of') return t('form.twoDecimals')
  if (issue.code === 'invalid_format' && issue.format === 'email') return t('form.email')
  return asSentence(faultText(faultOf(issue)))
}
