interface Secret {
  /** Looked for first: most lines have none, and are not searched any further. */
  sign: RegExp | { test(text: string): boolean }
  pattern: RegExp
  mark: string
}

/** Whether forty letters, digits, - and _ follow each other; counted, as patterns begin anew at each of them. */
const longWord = {
  test(text: string): boolean {
    let length = 0
    for (let at = 0; at < text.length && length < 40; at++) {
      const code = text.charCodeAt(at) | 32
      length = (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 45 || code === 127 ? length + 1 : 0
    }
    return length >= 40
  },
}

/** What must not be in a log wherever it came from, most of it in the words of errors that others throw. */
const secrets: Secret[] = [
  { sign: /:\/\/[^@"]*@/, pattern: /:\/\/[^\s/"@]+@/g, mark: '://<login>@' },
  {
    sign: /@/,
    pattern: /[^\s"'<>()[\]{}=,;:\\/|]+@[^\s"'<>()[\]{}=,;:\\/|@]+\.[^\s"'<>()[\]{}=,;:\\/|@]+/g,
    mark: '<e-mail>',
  },
  { sign: /oik_/, pattern: /\boik_[\w-]{10,}/g, mark: '<token>' },
  { sign: /bearer/i, pattern: /\bBearer +[\w.~+/-]{8,}=*/gi, mark: '<token>' },
  // Tokens and their hashes; ids (36 characters) stay, and so do files of programs.
  { sign: longWord, pattern: /(?<![\w/-])(?=[\w-]*\d)[\w-]{40,}/g, mark: '<secret>' },
  { sign: /\d\.\d/, pattern: /(?<![\d.])(?!127\.)\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g, mark: '<address>' },
  {
    sign: /[\da-f]:[\da-f]{0,4}:/i,
    pattern:
      /(?<![\w:])(?:[\da-f]{1,4}:){4,7}[\da-f]{1,4}(?![\w:])|(?<![\w:])(?:[\da-f]{1,4}:){1,6}(?::[\da-f]{1,4}){1,6}(?![\w:])/gi,
    mark: '<address>',
  },
]

/** The text without e-mail and internet addresses, tokens and logins. */
export function scrub(text: string): string {
  return secrets.reduce((left, { sign, pattern, mark }) => (sign.test(left) ? left.replace(pattern, mark) : left), text)
}
