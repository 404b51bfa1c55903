import { useId, type ReactNode } from 'react'

interface Props {
  title: string
  body?: ReactNode
  children?: ReactNode
}

/** One subject of the account: what it is, how it stands, what can be done. */
export function Section({ title, body, children }: Props) {
  const id = useId()
  return (
    <section className="account-section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {body && <p className="quiet">{body}</p>}
      {children}
    </section>
  )
}
