import { ExportOutlined } from '@ant-design/icons'
import { Link } from 'react-router'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { showPath } from '../../paths.ts'
import { formatList } from '../../format.ts'
import { t } from '../../providers/i18n.ts'
import type { FormPanelProps } from '../index.ts'
import './clients.css'
import { useDuplicates, type Duplicate } from './duplicates.ts'
import { mergeAddress } from './ClientMenu.tsx'

/** Tells while a client is being typed that they may be here already. Quiet: nothing is kept from being saved. */
export function DuplicateHints({ definition, values, recordId }: FormPanelProps) {
  const { slug } = useOrganization().organization
  const found = useDuplicates(values, recordId)
  return (
    <div role="status" className={found.length > 0 ? 'duplicates' : undefined}>
      {found.length > 0 && (
        <>
          <p>{t('clients.maybeHere', { count: found.length })}</p>
          <ul>
            {found.map((duplicate) => {
              const path = showPath(slug, definition.name, duplicate.id)
              return (
                <li key={duplicate.id}>
                  <a href={path} target="_blank" rel="noreferrer">
                    {duplicate.name} <ExportOutlined aria-hidden />
                    <span className="visually-hidden"> ({t('clients.newTab')})</span>
                  </a>{' '}
                  <span className="quiet">{agreement(duplicate)}</span>{' '}
                  {recordId ? (
                    <Link to={mergeAddress(showPath(slug, definition.name, recordId), duplicate.id)}>
                      {t('clients.mergeHint')}
                    </Link>
                  ) : (
                    <Link to={path}>{t('clients.useThis')}</Link>
                  )}
                </li>
              )
            })}
          </ul>
        </>
      )}
    </div>
  )
}

/** «same phone and e-mail». */
const agreement = ({ agreeing }: Duplicate) =>
  t('clients.same', { facts: formatList(agreeing.map((fact) => t(`clients.facts.${fact}`))) })
