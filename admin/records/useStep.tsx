import { useUpdate } from '@refinedev/core'
import { App, Button } from 'antd'
import { useNavigate } from 'react-router'
import type { Definition } from '../../server/resources/define.ts'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { editPath } from '../paths.ts'
import { ApiError } from '../providers/http.ts'
import { t } from '../providers/i18n.ts'
import { choiceName, fieldName } from '../words.ts'
import { titleOf, type RecordData } from './record.ts'

/** Takes a step; what the record still lacks for it is listed, field by field, with the way to fill it in. */
export function useStep(definition: Definition, record: RecordData) {
  const { organization } = useOrganization()
  const { notification } = App.useApp()
  const { mutateAsync, mutation } = useUpdate<RecordData>()
  const navigate = useNavigate()
  const field = definition.steps?.field ?? ''
  // A button and no link: notices stand outside of the router.
  const fillIn = () => {
    notification.destroy('step')
    void navigate(editPath(organization.slug, definition.name, record.id))
  }
  const explain = (value: string, error: unknown) => {
    const errors = Object.entries((error instanceof ApiError && error.errors) || {}).filter(([name]) => name !== field)
    notification.error({
      key: 'step',
      placement: 'bottomRight',
      duration: 0,
      role: 'alert',
      message: t('steps.refused', { title: titleOf(definition, record), status: choiceName(definition, field, value) }),
      description:
        errors.length === 0 ? (
          (error as Error).message
        ) : (
          <>
            <ul>
              {errors.map(([name, text]) => (
                <li key={name}>
                  {fieldName(definition, name)}: {String(text)}
                </li>
              ))}
            </ul>
            <Button type="link" onClick={fillIn}>
              {t('steps.fillIn')}
            </Button>
          </>
        ),
    })
  }
  const move = async (value: string) => {
    try {
      await mutateAsync({
        resource: definition.name,
        id: record.id,
        values: { [field]: value },
        meta: { headers: { 'If-Match': `"${record.version}"` } },
        successNotification: () => ({
          key: 'step',
          type: 'success',
          message: t('steps.done', {
            title: titleOf(definition, record),
            status: choiceName(definition, field, value),
          }),
        }),
        errorNotification: false,
      })
    } catch (error) {
      explain(value, error)
    }
  }
  return { move, isMoving: mutation.isPending }
}
