import { formatInstant, formatRelative } from '../format.ts'

/** «3 days ago», the exact moment on hover. */
export function InstantText({ value }: { value: string }) {
  return (
    <time dateTime={value} title={formatInstant(value)}>
      {formatRelative(value)}
    </time>
  )
}
