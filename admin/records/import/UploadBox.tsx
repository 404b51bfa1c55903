import { UploadOutlined } from '@ant-design/icons'
import { Alert, Button, Progress } from 'antd'
import { useEffect, useRef, useState, type DragEvent } from 'react'
import { useNavigate } from 'react-router'
import type { Definition } from '../../../server/resources/define.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { formatBytes } from '../../format.ts'
import { importPath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import { upload } from './upload.ts'

/** Takes a CSV file, chosen or dropped, and shows how much of it has gone. */
export function UploadBox({ definition }: { definition: Definition }) {
  const navigate = useNavigate()
  const { organization } = useOrganization()
  const [sending, setSending] = useState<{ file: File; share: number }>()
  const [error, setError] = useState<string>()
  const [isOver, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const abort = useRef<AbortController>(null)
  useEffect(() => () => abort.current?.abort(), [])

  const start = async (file: File | undefined) => {
    if (!file || sending) return
    abort.current = new AbortController()
    setError(undefined)
    setSending({ file, share: 0 })
    try {
      const { id } = await upload({
        resource: definition.name,
        organizationId: organization.id,
        file,
        onProgress: (share) => setSending({ file, share }),
        signal: abort.current.signal,
      })
      void navigate(importPath(organization.slug, definition.name, id))
    } catch (failure) {
      setSending(undefined)
      if (failure instanceof Error && failure.name !== 'AbortError') setError(failure.message)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void start(event.dataTransfer.files[0])
  }

  return (
    <section
      className={isOver ? 'panel upload upload-over' : 'panel upload'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {error && <Alert role="alert" type="error" showIcon message={t('import.notTaken')} description={error} />}
      {sending ? (
        <div className="sending">
          <p>{t('import.sending', { file: sending.file.name, size: formatBytes(sending.file.size) })}</p>
          <Progress percent={Math.floor(sending.share * 100)} aria-label={t('import.sendingLabel')} />
          <p className="quiet">{sending.share === 1 && t('import.reading')}</p>
          <Button onClick={() => abort.current?.abort()}>{t('actions.cancel')}</Button>
        </div>
      ) : (
        <>
          <p>{t('import.drop')}</p>
          <input
            ref={input}
            className="visually-hidden"
            type="file"
            accept=".csv,.txt,.tsv,text/csv"
            tabIndex={-1}
            aria-label={t('import.choose')}
            onChange={(event) => void start(event.target.files?.[0])}
          />
          <Button type="primary" icon={<UploadOutlined aria-hidden />} onClick={() => input.current?.click()}>
            {t('import.choose')}
          </Button>
          <p className="quiet">{t('import.hint')}</p>
        </>
      )}
    </section>
  )
}
