import { Checkbox, Radio } from 'antd'
import { toldResources, webhookEvents } from '../../../server/resources/webhookEvents.ts'
import { t } from '../../providers/i18n.ts'
import { resourceName } from '../../words.ts'

interface Props {
  id?: string
  /** None: all, those of later kinds of records too. */
  value?: string[]
  onChange?: (events: string[]) => void
}

const none: string[] = []
const first = ['properties.created', 'properties.updated', 'properties.deleted', 'properties.restored']

/** What an endpoint is told: every change, or chosen ones by kind of record. */
export function EventTable({ id, value = none, onChange }: Props) {
  const isAll = value.length === 0
  const set = (event: string, isOn: boolean) =>
    onChange?.(isOn ? [...value, event] : value.filter((other) => other !== event))
  return (
    <div id={id}>
      <Radio.Group
        aria-label={t('webhooks.what')}
        className="choices-below"
        value={isAll ? 'all' : 'some'}
        onChange={(event) => onChange?.(event.target.value === 'all' ? [] : first)}
      >
        <Radio value="all">{t('webhooks.everything')}</Radio>
        <Radio value="some">{t('webhooks.chosen')}</Radio>
      </Radio.Group>
      {!isAll && (
        <div className="event-table">
          <table className="plain-table scope-table">
            <thead>
              <tr>
                <th scope="col">{t('tokens.resource')}</th>
                {webhookEvents.map((event) => (
                  <th key={event} scope="col">
                    {t(`webhooks.events.${event}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {toldResources().map((definition) => (
                <tr key={definition.name}>
                  <th scope="row">{resourceName(definition)}</th>
                  {webhookEvents.map((event) => {
                    const type = `${definition.name}.${event}`
                    const isOn = value.includes(type)
                    return (
                      <td key={event}>
                        <Checkbox
                          aria-label={`${resourceName(definition)}: ${t(`webhooks.events.${event}`)}`}
                          checked={isOn}
                          // Nothing chosen would mean everything.
                          disabled={isOn && value.length === 1}
                          onChange={({ target }) => set(type, target.checked)}
                        />
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}
