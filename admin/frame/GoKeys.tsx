import { lazy, Suspense, useRef, useState, useEffect } from 'react'
import { useNavigate } from 'react-router'
import { useOrganization } from './OrganizationContext.ts'
import { useKeys } from './useKeys.ts'
import { workMenu } from './workMenu.ts'

const ShortcutsDialog = lazy(async () => ({ default: (await import('./ShortcutsDialog.tsx')).ShortcutsDialog }))

/** Opens the overview of keys from anywhere. */
export const openShortcuts = () => dispatchEvent(new Event('oikion:shortcuts'))

/** `g` and the first letter of a menu entry's address go there; `?` shows all keys. */
export function GoKeys() {
  const [isOpen, setOpen] = useState(false)
  const isGoing = useRef(false)
  const navigate = useNavigate()
  const membership = useOrganization()

  useEffect(() => {
    const open = () => setOpen(true)
    addEventListener('oikion:shortcuts', open)
    return () => removeEventListener('oikion:shortcuts', open)
  }, [])

  useKeys({
    '?': openShortcuts,
    g: () => {
      isGoing.current = true
      setTimeout(() => (isGoing.current = false), 1500)
    },
  })
  useEffect(() => {
    const go = (event: KeyboardEvent) => {
      if (!isGoing.current || event.key === 'g') return
      isGoing.current = false
      const entry = workMenu(membership).find(({ name }) => name.startsWith(event.key))
      if (!entry) return
      // Captured before the screen's own keys: after `g`, `c` means clients and not create.
      event.preventDefault()
      event.stopImmediatePropagation()
      void navigate(entry.path)
    }
    addEventListener('keydown', go, { capture: true })
    return () => removeEventListener('keydown', go, { capture: true })
  }, [membership, navigate])

  if (!isOpen) return null
  return (
    <Suspense>
      <ShortcutsDialog onClose={() => setOpen(false)} />
    </Suspense>
  )
}
