import type { KeyboardEvent } from 'react'

const lists = ['select', 'picker', 'mentions'].map((kind) => `.ant-${kind}-dropdown:not(.ant-${kind}-dropdown-hidden)`)

/** Whether Escape was meant for the form, not for an open list or calendar. */
export function isPlainEscape(event: KeyboardEvent): boolean {
  return event.key === 'Escape' && !event.defaultPrevented && document.querySelector(lists.join()) === null
}
