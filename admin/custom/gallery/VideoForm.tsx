import { Button, Form, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { t } from '../../providers/i18n.ts'

interface Props {
  /** Answers whether it went well. */
  onAdd: (videoUrl: string, caption: string) => Promise<boolean>
  onClose: () => void
}

interface Typed {
  videoUrl: string
  caption?: string
}

/** Asks for a video's address and caption. */
export function VideoForm({ onAdd, onClose }: Props) {
  const [isBusy, setBusy] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.querySelector('input')?.focus(), [])
  const add = async ({ videoUrl, caption }: Typed) => {
    setBusy(true)
    const isDone = await onAdd(videoUrl.trim(), caption?.trim() ?? '')
    setBusy(false)
    if (isDone) onClose()
  }
  const rules = [{ required: true, pattern: /^\s*https:\/\/\S+\.\S+\s*$/, message: t('media.videoNeeded') }]
  return (
    <div
      ref={box}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') onClose()
      }}
    >
      <Form<Typed>
        name="video"
        layout="vertical"
        className="video-form"
        requiredMark={false}
        onFinish={(typed) => void add(typed)}
      >
        <Form.Item name="videoUrl" label={t('media.videoUrl')} rules={rules} validateTrigger="onSubmit">
          <Input type="url" inputMode="url" maxLength={500} placeholder={t('media.videoHint')} />
        </Form.Item>
        <Form.Item name="caption" label={t('media.caption')}>
          <Input maxLength={200} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {t('media.videoAdd')}
        </Button>
        <Button onClick={onClose}>{t('actions.cancel')}</Button>
      </Form>
    </div>
  )
}
