import { useId, type ReactNode } from 'react'

interface Props {
  title: string
  /** What the numbers are of, in a few words. */
  hint?: string
  /** Stands at the end of the heading's line. */
  action?: ReactNode
  isWide?: boolean
  children: ReactNode
}

/** One part of the dashboard under its heading. */
export function Panel({ title, hint, action, isWide = false, children }: Props) {
  const id = useId()
  return (
    <section className={isWide ? 'panel board-panel board-wide' : 'panel board-panel'} aria-labelledby={id}>
      <div className="board-head">
        <h3 id={id}>{title}</h3>
        {hint && <span className="quiet">{hint}</span>}
        {action}
      </div>
      {children}
    </section>
  )
}
