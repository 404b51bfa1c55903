import { SearchOutlined } from '@ant-design/icons'
import { useEffect, useRef, useState } from 'react'
import { useKeys } from '../../frame/useKeys.ts'
import { t } from '../../providers/i18n.ts'

const pause = 250

/** Free-text search; a plain input, as Ant Design's would weigh on the first list. Typing never waits: the list follows when the hands rest. */
export function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState(value)
  const sent = useRef(value)
  const input = useRef<HTMLInputElement>(null)
  const latest = useRef(onChange)
  useEffect(() => {
    latest.current = onChange
  })

  // The address may change under the box, as with the back button.
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setTyped(value)
  }, [value])

  useEffect(() => {
    const text = typed.trim()
    if (text === sent.current) return
    const timer = setTimeout(() => {
      sent.current = text
      latest.current(text)
    }, pause)
    return () => clearTimeout(timer)
  }, [typed])

  useKeys({
    '/': () => input.current?.select(),
  })
  return (
    <label className="search-box">
      <SearchOutlined aria-hidden />
      <input
        ref={input}
        type="search"
        value={typed}
        placeholder={t('list.search')}
        aria-label={t('list.search')}
        aria-keyshortcuts="/"
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && input.current?.blur()}
      />
    </label>
  )
}
