/** Folds text for comparing: case, accents and final sigma do not count. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ς', 'σ').replace(/\s+/g, ' ').trim()
}

/**
 * Folds text for searching: besides, Greek is written in Latin letters after ELOT 743, so that `kifisia`, `ΚΗΦΙΣΙΑ` and
 * `Κηφισιά` are one word. Stored and sought text both pass through here; `oikion_searchable` is the same in SQL.
 */
export function searchable(text: string): string {
  const folded = fold(text)
  if (!/[α-ω]/.test(folded)) return folded
  return folded
    .replaceAll('ου', 'ou')
    .replace(/([αεη])υ(?=[θκξπστφχψ]|[^α-ω]|$)/g, '$1f')
    .replace(/([αεη])υ/g, '$1v')
    .replace(/γ(?=[γξχ])/g, 'n')
    .replace(/(^|[^α-ω])μπ/g, '$1b')
    .replace(/[α-ω]/g, (letter) => latin[letter] ?? letter)
}

const latin: Record<string, string> = {
  α: 'a', β: 'v', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 'th', ι: 'i', κ: 'k', λ: 'l', μ: 'm', ν: 'n', ξ: 'x',
  ο: 'o', π: 'p', ρ: 'r', σ: 's', τ: 't', υ: 'y', φ: 'f', χ: 'ch', ψ: 'ps', ω: 'o',
} // prettier-ignore

/** The digits of a phone as they are sought, whatever stands between them: without `+`, `00` and the Greek prefix. */
export function phoneDigits(text: string): string {
  return text
    .replace(/\D/g, '')
    .replace(/^00/, '')
    .replace(/^30(?=\d{10}$)/, '')
}
