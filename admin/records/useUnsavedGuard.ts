import { App } from 'antd'
import { useCallback, useEffect, useRef } from 'react'
import { useBlocker } from 'react-router'
import { t } from '../providers/i18n.ts'

/** Asks before typed things are left behind, inside the app and when the tab closes. Returns a way to leave unasked. */
export function useUnsavedGuard(isDirty: boolean): () => void {
  const { modal } = App.useApp()
  const isOn = useRef(isDirty)
  useEffect(() => {
    isOn.current = isDirty
  }, [isDirty])

  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isOn.current && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (blocker.state !== 'blocked') return
    const asked = modal.confirm({
      title: t('form.leaveTitle'),
      content: t('form.leaveBody'),
      okText: t('form.leave'),
      okButtonProps: { danger: true },
      cancelText: t('form.stay'),
      onOk: () => blocker.proceed(),
      onCancel: () => blocker.reset(),
    })
    return () => asked.destroy()
  }, [blocker, modal])

  useEffect(() => {
    if (!isDirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [isDirty])

  return useCallback(() => {
    isOn.current = false
  }, [])
}
