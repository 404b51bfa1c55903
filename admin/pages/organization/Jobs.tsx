import { useList } from '@refinedev/core'
import { Button, Pagination, Table, type TableColumnType } from 'antd'
import { useState } from 'react'
import { useTitle } from '../../frame/useTitle.ts'
import { t } from '../../providers/i18n.ts'
import { ActionsTitle } from '../../records/ActionsTitle.tsx'
import { InstantText } from '../../records/InstantText.tsx'
import { LoadError } from '../../records/LoadError.tsx'
import { useAttempt } from './useAttempt.ts'
import { useOrganizationCall } from './useOrganizationCall.ts'

type State = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

/** A job as the server tells it. */
interface Job {
  id: string
  kind: string
  state: State
  createdAt: string
  startedAt: string | null
  endedAt: string | null
  tries: number
  error: string | null
}

const colors: Record<State, string> = {
  waiting: 'gold',
  running: 'blue',
  done: 'green',
  failed: 'red',
  cancelled: 'default',
}
const pageSize = 25

/** The long work of the organization: what waits, runs, is done or failed, and what can be done about it. */
export function Jobs() {
  const [page, setPage] = useState(1)
  const { query } = useList<Job>({
    resource: 'jobs',
    pagination: { currentPage: page, pageSize },
    errorNotification: false,
    queryOptions: {
      placeholderData: (previous) => previous,
      // While something is to come, it is looked at again.
      refetchInterval: ({ state }) => (state.data?.data.some(isUnderWay) ? 2000 : false),
    },
  })
  useTitle(t('organization.pages.jobs'))
  const jobs = query.data?.data
  return (
    <>
      <header className="head">
        <h1>{t('organization.pages.jobs')}</h1>
      </header>
      <p className="page-hint">{t('jobs.hint')}</p>
      {query.error && <LoadError error={query.error} onRetry={() => void query.refetch()} />}
      {jobs?.length === 0 ? (
        <div className="empty-list">
          <p>{t('jobs.none')}</p>
        </div>
      ) : (
        // Nothing in it may take the focus, so it does itself: without, keys could not scroll it.
        <div className="jobs-table" role="region" tabIndex={0} aria-label={t('organization.pages.jobs')}>
          <Table<Job>
            rowKey="id"
            size="small"
            loading={query.isLoading}
            columns={columns()}
            dataSource={jobs}
            pagination={false}
          />
        </div>
      )}
      {(query.data?.total ?? 0) > pageSize && (
        <Pagination
          className="pages"
          current={page}
          pageSize={pageSize}
          total={query.data?.total ?? 0}
          showSizeChanger={false}
          onChange={setPage}
        />
      )}
    </>
  )
}

const isUnderWay = ({ state }: Job) => state === 'waiting' || state === 'running'

const columns = (): TableColumnType<Job>[] => [
  { title: t('jobs.kind'), render: (_value, { kind }) => nameOf(kind) },
  {
    title: t('jobs.state'),
    width: 140,
    render: (_value, { state }) => <span className={`tag tag-${colors[state]}`}>{t(`jobs.states.${state}`)}</span>,
  },
  { title: t('jobs.created'), width: 140, render: (_value, { createdAt }) => <InstantText value={createdAt} /> },
  { title: t('jobs.ended'), width: 140, render: (_value, { endedAt }) => endedAt && <InstantText value={endedAt} /> },
  { title: t('jobs.error'), render: (_value, { error }) => error },
  { title: <ActionsTitle />, width: 150, render: (_value, job) => <JobAction job={job} /> },
]

const kinds = ['imports', 'media', 'client-exports', 'billing'] as const

function nameOf(kind: string): string {
  const known = kinds.find((each) => each === kind)
  return known ? t(`jobs.kinds.${known}`) : kind
}

/** Again for what failed, off for what waits. */
function JobAction({ job }: { job: Job }) {
  const call = useOrganizationCall()
  const { isBusy, attempt } = useAttempt('jobs')
  const post = (action: 'retry' | 'cancel') => () =>
    void attempt(t('jobs.notDone'), () => call(`/api/jobs/${job.id}/${action}`, { method: 'POST', body: {} }))
  if (job.state === 'failed' || job.state === 'cancelled') {
    return (
      <Button size="small" loading={isBusy} onClick={post('retry')}>
        {t('jobs.retry')}
      </Button>
    )
  }
  if (job.state !== 'waiting') return null
  return (
    <Button size="small" loading={isBusy} onClick={post('cancel')}>
      {t('jobs.cancel')}
    </Button>
  )
}
