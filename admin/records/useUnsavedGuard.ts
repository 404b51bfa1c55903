import { App } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import { useBlocker } from 'react-router'
import { t } from '../providers/i18n.ts'

/** The forms with something typed in them. The router asks one guard only, the youngest, so that each speaks for all. */
const unsaved = new Set<object>()

/** Asks before typed things are left behind, inside the app and when the tab closes. Returns a way to leave unasked. */
export function useUnsavedGuard(isDirty: boolean): () => void {
  const ask = useLeaveQuestion()
  const [key] = useState(() => ({}))
  useEffect(() => {
    if (isDirty) unsaved.add(key)
    return () => void unsaved.delete(key)
  }, [isDirty, key])

  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => unsaved.size > 0 && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (blocker.state !== 'blocked') return
    const asked = ask({ onOk: () => blocker.proceed(), onCancel: () => blocker.reset() })
    return () => asked.destroy()
  }, [blocker, ask])

  useEffect(() => {
    if (!isDirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [isDirty])

  return useCallback(() => void unsaved.delete(key), [key])
}

/** The question whether to leave without saving. */
export function useLeaveQuestion() {
  const { modal } = App.useApp()
  return useCallback(
    (answers: { onOk: () => void; onCancel?: () => void }) =>
      modal.confirm({
        title: t('form.leaveTitle'),
        content: t('form.leaveBody'),
        okText: t('form.leave'),
        okButtonProps: { danger: true },
        cancelText: t('form.stay'),
        ...answers,
      }),
    [modal],
  )
}
