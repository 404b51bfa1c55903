/** Folds text for searching: case, accents and final sigma do not count. Stored and sought text pass through here. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ς', 'σ').replace(/\s+/g, ' ').trim()
}
