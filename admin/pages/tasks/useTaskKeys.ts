import type { RefObject } from 'react'
import { useKeys } from '../../frame/useKeys.ts'

/** `j` and `k` move from task to task, `x` completes or reopens the one in focus; Enter opens it, being a link. */
export function useTaskKeys(box: RefObject<HTMLElement | null>): void {
  const items = () => [...(box.current?.querySelectorAll<HTMLElement>('[data-task]') ?? [])]
  const current = () => items().findIndex((item) => item.contains(document.activeElement))
  const focus = (index: number) => {
    const all = items()
    const link = all[Math.min(Math.max(index, 0), all.length - 1)]?.querySelector<HTMLElement>('.task-title')
    link?.focus()
    link?.scrollIntoView({ block: 'nearest' })
  }
  useKeys({
    j: () => focus(current() + 1),
    k: () => focus(current() - 1),
    x: () => {
      const index = current()
      const item = items()[index]
      // What is completed leaves the view; the next one takes the focus, the last one's the one before.
      item?.querySelector<HTMLElement>('.task-box')?.click()
      if (item) focus(index + 1 < items().length ? index + 1 : index - 1)
    },
  })
}
