import { PlusOutlined } from '@ant-design/icons'
import { useCreate, useNotification } from '@refinedev/core'
import { Button, DatePicker, Input, type InputRef } from 'antd'
import { useRef, useState, type FormEvent } from 'react'
import { tasks } from '../../../server/resources/tasks.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { useKeys } from '../../frame/useKeys.ts'
import { t } from '../../providers/i18n.ts'
import dayjs, { type Dayjs } from '../../records/inputs/calendar.ts'
import { ReferenceSelect } from '../../records/inputs/ReferenceSelect.tsx'
import type { RecordData } from '../../records/record.ts'
import type { TaskTab } from './tabs.ts'

const at = (days: number, hour: number) => dayjs().add(days, 'day').hour(hour).startOf('hour')

/** One line to write down a task: what, until when, by whom. Enter adds it and leaves the line ready for the next. */
export function QuickAdd({ tab }: { tab: TaskTab }) {
  const { memberId } = useOrganization()
  const { open } = useNotification()
  const { mutateAsync, mutation } = useCreate<RecordData>()
  const input = useRef<InputRef>(null)
  const [title, setTitle] = useState('')
  const [due, setDue] = useState<Dayjs | null>(tab === 'today' ? at(0, 18) : null)
  const [assigneeId, setAssignee] = useState<string | null>(memberId)
  useKeys({ c: () => input.current?.focus() })

  const add = async (event: FormEvent) => {
    event.preventDefault()
    const words = title.trim()
    if (words === '' || mutation.isPending) return input.current?.focus()
    try {
      await mutateAsync({
        resource: tasks.name,
        values: { title: words, dueAt: due?.toISOString() ?? null, assigneeId },
        invalidates: ['resourceAll'],
        successNotification: false,
        errorNotification: false,
      })
      setTitle('')
      open?.({ key: 'task-added', type: 'success', message: t('tasks.add.added', { title: words }) })
    } catch (error) {
      open?.({ type: 'error', message: t('tasks.add.failed'), description: (error as Error).message })
    }
    input.current?.focus()
  }

  return (
    <form className="task-add" aria-label={t('tasks.add.heading')} onSubmit={(event) => void add(event)}>
      <Input
        ref={input}
        className="task-add-title"
        maxLength={200}
        autoComplete="off"
        prefix={<PlusOutlined aria-hidden />}
        placeholder={t('tasks.add.title')}
        aria-label={t('tasks.add.title')}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <DatePicker
        className="task-add-due"
        showTime={{ format: 'HH:mm', defaultOpenValue: at(0, 9) }}
        format="DD/MM/YYYY HH:mm"
        placeholder={t('tasks.add.due')}
        aria-label={t('tasks.add.due')}
        presets={[
          { label: t('tasks.add.today'), value: at(0, 18) },
          { label: t('tasks.add.tomorrow'), value: at(1, 9) },
          { label: t('tasks.add.week'), value: at(7, 9) },
        ]}
        value={due}
        onChange={setDue}
      />
      <div className="task-add-assignee">
        <ReferenceSelect
          resource="members"
          aria-label={t('tasks.add.assignee')}
          value={assigneeId}
          onChange={(next) => setAssignee([next].flat()[0] ?? null)}
        />
      </div>
      <Button htmlType="submit" type="primary" loading={mutation.isPending}>
        {t('tasks.add.save')}
      </Button>
    </form>
  )
}
