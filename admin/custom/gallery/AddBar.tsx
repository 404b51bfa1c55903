import { MoreOutlined, UploadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useRef, type ChangeEvent, type RefObject } from 'react'
import { t } from '../../providers/i18n.ts'
import type { Sent, Uploads } from './useUploads.ts'

const pictures = 'image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif,.heic,.heif'

/** The ways to add something: files of any kind, floor plans, a video's address. */
export function AddBar({ uploads, onAddVideo }: { uploads: Uploads; onAddVideo: () => void }) {
  const files = useRef<HTMLInputElement>(null)
  const plans = useRef<HTMLInputElement>(null)
  const items = [
    { key: 'plans', label: t('media.uploadPlans'), onClick: () => plans.current?.click() },
    { key: 'video', label: t('media.addVideo'), onClick: onAddVideo },
  ]
  const take = (pictureAs: Sent['pictureAs']) => (chosen: File[]) => uploads.add(chosen, pictureAs)
  return (
    <div className="media-add">
      <FileInput
        input={files}
        label={t('media.choose')}
        accept={`${pictures},.pdf,.docx,.xlsx`}
        onFiles={take('IMAGE')}
      />
      <FileInput input={plans} label={t('media.choosePlans')} accept={pictures} onFiles={take('FLOOR_PLAN')} />
      <Button size="small" icon={<UploadOutlined aria-hidden />} onClick={() => files.current?.click()}>
        {t('media.upload')}
      </Button>
      <Dropdown trigger={['click']} menu={{ items }} placement="bottomRight">
        <Button
          size="small"
          icon={<MoreOutlined aria-hidden />}
          aria-label={t('media.uploadMore')}
          aria-haspopup="menu"
        />
      </Dropdown>
    </div>
  )
}

interface FileInputProps {
  input: RefObject<HTMLInputElement | null>
  label: string
  accept: string
  onFiles: (files: File[]) => void
}

function FileInput({ input, label, accept, onFiles }: FileInputProps) {
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    onFiles([...(target.files ?? [])])
    // The same file may be chosen again.
    target.value = ''
  }
  return (
    <input
      ref={input}
      className="visually-hidden"
      type="file"
      multiple
      accept={accept}
      tabIndex={-1}
      aria-label={label}
      onChange={choose}
    />
  )
}
