import { lazy, Suspense, useRef, useState, useEffect } from 'react'
import { useNavigate } from 'react-router'
import { listPath, menuOf } from '../paths.ts'
import { useOrganization } from './OrganizationContext.ts'
import { useKeys } from './useKeys.ts'

const ShortcutsDialog = lazy(async () => ({ default: (await import('./ShortcutsDialog.tsx')).ShortcutsDialog }))

/** Opens the overview of keys from anywhere. */
export const openShortcuts = () => dispatchEvent(new Event('oikion:shortcuts'))

/** `g` and a resource's first letter go to its list; `?` shows all keys. */
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
      const resource = menuOf(membership).find(({ name }) => name.startsWith(event.key))
      if (!resource) return
      // Captured before the screen's own keys: after `g`, `c` means clients and not create.
      event.preventDefault()
      event.stopImmediatePropagation()
      void navigate(listPath(membership.organization.slug, resource.name))
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
