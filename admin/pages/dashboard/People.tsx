import { Button } from 'antd'
import { useState } from 'react'
import { deeds, type PersonActivity } from '../../../server/resources/dashboard.ts'
import { formatCount } from '../../format.ts'
import { t } from '../../providers/i18n.ts'
import { CountLink } from './CountLink.tsx'
import { Panel } from './Panel.tsx'

const first = 10

/** Who did how much in the last 30 days, the busiest first. */
export function People({ people }: { people: PersonActivity[] }) {
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? people : people.slice(0, first)
  return (
    <Panel title={t('dashboard.people.title')} hint={t('dashboard.people.hint')} isWide>
      <div className="board-scroll">
        <table className="plain-table">
          <caption className="visually-hidden">{t('dashboard.people.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('members.member')}</th>
              {deeds.map((deed) => (
                <th key={deed} scope="col" className="figures">
                  {t(`dashboard.people.${deed}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((person) => (
              <tr key={person.id}>
                <th scope="row">
                  {person.name} {person.isFormer && <span className="quiet">{t('members.formerMark')}</span>}
                </th>
                {deeds.map((deed) => (
                  <td key={deed} className="figures">
                    <CountLink counted={person[deed]} label={`${person.name}, ${t(`dashboard.people.${deed}`)}`} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < people.length && (
        <Button type="link" onClick={() => setWhole(true)}>
          {t('dashboard.people.more', { shown: formatCount(people.length) })}
        </Button>
      )}
    </Panel>
  )
}
