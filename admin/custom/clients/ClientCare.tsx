import { lazy, Suspense } from 'react'
import { useSearchParams } from 'react-router'
import { useAllows } from '../../records/useAllows.ts'
import type { CellProps } from '../index.ts'
import './clients.css'
import { ExportsPanel } from './ExportsPanel.tsx'
import { MergesPanel } from './MergesPanel.tsx'

const MergeDialog = lazy(async () => ({ default: (await import('./MergeDialog.tsx')).MergeDialog }))
const EraseDialog = lazy(async () => ({ default: (await import('./EraseDialog.tsx')).EraseDialog }))

/** What was done to a client as a whole, and the dialogs that the page's address asks for: `?merge=<other>` and `?erase=`. */
export function ClientCare({ definition, record }: CellProps) {
  const [params, setParams] = useSearchParams()
  const may = useAllows(definition)
  const close = () => setParams({}, { replace: true })
  const merged = params.get('merge')
  return (
    <>
      <MergesPanel definition={definition} record={record} />
      {may('export') && <ExportsPanel record={record} />}
      <Suspense>
        {merged !== null && (
          <MergeDialog
            key={record.id}
            definition={definition}
            record={record}
            otherId={merged || undefined}
            onClose={close}
          />
        )}
        {params.has('erase') && <EraseDialog definition={definition} record={record} onClose={close} />}
      </Suspense>
    </>
  )
}
