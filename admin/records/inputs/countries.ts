import { compareWords, formatCountry } from '../../format.ts'

let known: { value: string; label: string }[] | undefined

/** Every two-letter code that has a name in the screen's language, by name. */
export function countries(): { value: string; label: string }[] {
  known ??= codes()
    .map((value) => ({ value, label: formatCountry(value) }))
    .filter(({ value, label }) => value !== label && !/^(EU|EZ|UN|QO|ZZ|XA|XB)$/.test(value))
    .sort((a, b) => compareWords(a.label, b.label))
  return known
}

function codes(): string[] {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('')
  return letters.flatMap((first) => letters.map((second) => first + second))
}
