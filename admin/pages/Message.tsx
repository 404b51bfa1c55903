import type { ReactNode } from 'react'
import './page.css'

interface Props {
  title: string
  body: string
  children?: ReactNode
}

/** A page that only says something: what happened and what to do next. */
export function Message({ title, body, children }: Props) {
  return (
    <div className="page page-in-frame">
      <h1>{title}</h1>
      <p>{body}</p>
      {children}
    </div>
  )
}
