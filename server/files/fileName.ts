/** Endings by content type, the usual one first. */
const endings: Record<string, readonly string[]> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/avif': ['avif'],
  'image/heic': ['heic', 'heif'],
  'image/heif': ['heif', 'heic'],
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
}

const longest = 200

/**
 * The last part of a path as one line: without control characters, marks that turn its direction, and halves of surrogate
 * pairs; at most 200 characters, its ending kept. `usual` in place of a name of which nothing is left.
 */
export function plainName(name: string, usual: string): string {
  const last = (name.split(/[\\/]/).at(-1) ?? '').replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '').trim()
  if (/^\.*$/.test(last)) return usual
  const letters = Array.from(last)
  if (letters.length <= longest) return last
  const ending = Array.from(/\.\w{1,8}$/.exec(last)?.[0] ?? '')
  return [...letters.slice(0, longest - ending.length), ...ending].join('')
}

/** A name with an ending that says what the file is: that of another kind is no ending, and another follows it. */
export function truthfulName(name: string, contentType: string): string {
  const fitting = endings[contentType] ?? []
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase()
  return ending !== undefined && fitting.includes(ending) ? name : `${name}.${fitting[0] ?? 'bin'}`
}

/** The name a file is handed out under: a picture may have become one of another kind meanwhile. */
export function downloadName(name: string | null, contentType: string): string {
  const isPicture = contentType.startsWith('image/')
  const stem = isPicture ? (name ?? '').replace(/\.(jpe?g|png|webp|avif|hei[cf])$/i, '') : (name ?? '')
  const fitting = truthfulName(stem || 'file', contentType)
  return name && truthfulName(name, contentType) === name ? name : fitting
}
