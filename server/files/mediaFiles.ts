/** The longer sides of the pictures that are shown, in pixels; smaller pictures stay as they are. */
export const shownSizes = [320, 1024, 2048] as const

/** What can be fetched of a file: its sizes for showing, and the whole for keeping. */
export const variants = ['320', '1024', '2048', 'full'] as const
export type Variant = (typeof variants)[number]

/** What was uploaded. Pictures may tell in it where they were taken, so it is served of documents only. */
export const originalOf = (mediaId: string) => `media.${mediaId}.original`

/** What was made of a picture. */
export const variantOf = (mediaId: string, variant: Variant) => `media.${mediaId}.${variant}`

/** Where a variant is kept: a document is its own only one. */
export function storedName({ id, mediaType }: { id: string; mediaType: string }, variant: Variant): string | undefined {
  if (mediaType !== 'DOCUMENT') return variantOf(id, variant)
  return variant === 'full' ? originalOf(id) : undefined
}

/** Whose file a stored one is; undefined for files of others than media. `part` is what an interrupted write leaves. */
export function mediaOf(name: string): { id: string; isOriginal: boolean; isPart: boolean } | undefined {
  const [, id, variant, part] = /^media\.([0-9a-f-]{36})\.(\w+)(\.part)?$/.exec(name) ?? []
  return id ? { id, isOriginal: variant === 'original', isPart: part !== undefined } : undefined
}
