import { useEffect, useRef } from 'react'

/** Keys as `KeyboardEvent.key` writes them; `mod+s` is Ctrl+S or ⌘S. */
export type Keys = Record<string, (event: KeyboardEvent) => void>

/** Listens for keys while the component stands. Plain letters are left to fields, and to dialogs lying on top. */
export function useKeys(keys: Keys, isOn = true): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    if (!isOn) return
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return
      const isCommand = event.ctrlKey || event.metaKey
      if (!isCommand && isBusyElsewhere(event.target)) return
      const act = latest.current[isCommand ? `mod+${event.key.toLowerCase()}` : event.key]
      if (!act) return
      event.preventDefault()
      act(event)
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [isOn])
}

function isBusyElsewhere(target: EventTarget | null): boolean {
  if (
    document.querySelector(
      '.ant-modal-wrap:not([style*="none"]), .ant-drawer-open, .ant-popover:not(.ant-popover-hidden)',
    )
  )
    return true
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable], [role="combobox"]') !== null
  )
}
