/** So many may be invited at once. */
export const mostInvited = 50

/** Whether it looks like an e-mail address; whether it is one, only a mail can tell. */
export const isEmail = (text: string) => /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]{2,}$/.test(text)

/** What people paste, address by address: without angle brackets, `mailto:` and names, each once. */
export function cleanedEmails(pasted: string[]): string[] {
  const cleaned = pasted.map((each) =>
    each
      .trim()
      .replace(/^(mailto:)|^[<"'(]+|[>"').]+$/gi, '')
      .toLowerCase(),
  )
  return [...new Set(cleaned.filter(Boolean))]
}
