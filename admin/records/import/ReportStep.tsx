import { Alert, Button } from 'antd'
import type { Definition } from '../../../server/resources/define.ts'
import { formatCount } from '../../format.ts'
import { t } from '../../providers/i18n.ts'
import { countedName } from '../../words.ts'
import type { ImportData, ImportProblem } from './imports.ts'
import { nameOf, Reasons } from './Reasons.tsx'
import { RefusedLink } from './RefusedLink.tsx'
import type { ImportActions } from './useImportActions.ts'

interface Props {
  definition: Definition
  data: ImportData
  actions: ImportActions
}

/** What the check found: how many rows can come in, and cell by cell why the others cannot. */
export function ReportStep({ definition, data, actions }: Props) {
  const { report, error, status } = data
  const trouble = actions.error ?? error
  return (
    <>
      {trouble && <Alert className="notice" role="alert" type="error" showIcon message={trouble} />}
      {status === 'cancelled' && <Alert className="notice" type="info" showIcon message={t('import.cancelled')} />}
      {report && (
        <section className="panel">
          <div className="step-head">
            <h2 role="status">
              {t('import.report', {
                count: report.ready,
                ready: formatCount(report.ready),
                refused: formatCount(report.refused),
              })}
            </h2>
            <RefusedLink data={data} />
            <Button
              type="primary"
              disabled={report.ready === 0 || actions.isBusy}
              loading={actions.isBusy}
              onClick={() => void actions.run()}
            >
              {t('import.run', { shown: formatCount(report.ready), name: countedName(definition, report.ready) })}
            </Button>
          </div>
          <Reasons definition={definition} data={data} />
          {report.problems.length > 0 && <Problems definition={definition} data={data} />}
        </section>
      )}
    </>
  )
}

function Problems({ definition, data }: Omit<Props, 'actions'>) {
  const column = ({ column: number, field }: ImportProblem) =>
    number === null ? nameOf(definition, field) : (data.format.columns[number] ?? String(number + 1))
  return (
    <details className="problems">
      <summary>{t('import.problems')}</summary>
      <table className="plain-table">
        <thead>
          <tr>
            <th className="figures">{t('import.row')}</th>
            <th>{t('import.column')}</th>
            <th>{t('import.value')}</th>
            <th>{t('import.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {data.report?.problems.map((problem) => (
            <tr key={`${problem.row} ${problem.column} ${problem.detail}`}>
              <td className="figures">{formatCount(problem.row)}</td>
              <td>{column(problem)}</td>
              <td>
                <code>{problem.value}</code>
              </td>
              <td>{problem.detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
