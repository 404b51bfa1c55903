import { Form, type FormInstance } from 'antd'
import { Suspense } from 'react'
import type { Definition } from '../../server/resources/define.ts'
import { custom } from '../custom/index.ts'
import type { FormValues } from './formValues.ts'

interface Props {
  definition: Definition
  form: FormInstance<FormValues>
  /** None of a new record. */
  recordId?: string
}

/** What a resource has to say above its form, while it is filled in. */
export function FormPanels({ definition, form, recordId }: Props) {
  const panels = custom[definition.name]?.formPanels
  return panels ? <Watching panels={panels} definition={definition} form={form} recordId={recordId} /> : null
}

function Watching({
  panels,
  definition,
  form,
  recordId,
}: Props & { panels: NonNullable<(typeof custom)[string]['formPanels']> }) {
  const values: FormValues = Form.useWatch([], form) ?? {}
  return (
    <Suspense>
      {Object.entries(panels).map(([name, Panel]) => (
        <Panel key={name} definition={definition} values={values} recordId={recordId} />
      ))}
    </Suspense>
  )
}
