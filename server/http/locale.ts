import type { Request } from 'express'
import type { Message } from '../messages/message.ts'
import { write } from '../messages/write.ts'
import type { Locale } from '../resources/labels/index.ts'

/** The language to answer a person in, from `Accept-Language`; programs that name none are answered in English. */
export const localeOf = (req: Request): Locale => (req.acceptsLanguages('en', 'el') === 'el' ? 'el' : 'en')

/** Puts the detail of a fault or refusal into the words of who asks. */
export function writtenFor(req: Request) {
  const locale = localeOf(req)
  return <T extends { detail: Message }>(told: T) => ({ ...told, detail: write(told.detail, locale) })
}
