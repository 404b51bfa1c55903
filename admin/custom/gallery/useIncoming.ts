import { useEffect, useRef, useState, type DragEvent } from 'react'

/** Files that are dropped onto a part of the page, or pasted while it is shown; `isOver`: some hover above it. */
export function useIncoming(isOn: boolean, onFiles: (files: File[]) => void) {
  const [depth, setDepth] = useState(0)
  const take = useRef(onFiles)
  useEffect(() => {
    take.current = onFiles
  })
  useEffect(() => {
    if (!isOn) return
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length === 0 || isTyping(event.target)) return
      event.preventDefault()
      take.current(files)
    }
    addEventListener('paste', paste)
    return () => removeEventListener('paste', paste)
  }, [isOn])
  if (!isOn) return { isOver: false, handlers: {} }

  const bringsFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files')
  const handlers = {
    // The parts inside send their own; only when all are left, nothing hovers any more.
    onDragEnter: (event: DragEvent) => bringsFiles(event) && setDepth((depth) => depth + 1),
    onDragLeave: (event: DragEvent) => bringsFiles(event) && setDepth((depth) => Math.max(0, depth - 1)),
    onDragOver: (event: DragEvent) => bringsFiles(event) && event.preventDefault(),
    onDrop: (event: DragEvent) => {
      if (!bringsFiles(event)) return
      event.preventDefault()
      setDepth(0)
      onFiles([...event.dataTransfer.files])
    },
  }
  return { isOver: depth > 0, handlers }
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null
