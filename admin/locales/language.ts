import type { Words } from '../../server/resources/labels/find.ts'
import type { en } from './en/index.ts'
import type { later } from './en/later.ts'

/** All that the screens can say in one language, loaded as one file before the first of them. */
export interface Language {
  texts: typeof en
  /** The texts of all screens but the first, fetched with the first of those. */
  later: () => Promise<typeof later>
  /** The records' own words. */
  words: Words
  /** What schemas say of wrong values, by the English text; none in English. */
  faults: Readonly<Record<string, string>>
  /** How a word is written where a text asks for a form of it, `{{name, of}}`. */
  forms: Record<string, (word: string) => string>
}

/** Compiles when `Texts` has all that `Other` has; else the compiler names what is missing. */
export type Covers<Texts extends Other, Other> = Texts
