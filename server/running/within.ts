/** What comes within so many milliseconds. Throws when nothing does; what was asked goes on unheard. */
export function within<T>(milliseconds: number, asked: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} has not answered within ${milliseconds} ms`)), milliseconds)
  })
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}

/** Those who ask while somebody's question is open get its answer. A connection may be lost without a word: after a while it is asked anew. */
export function shared<T>(ask: () => Promise<T>, goodFor = 15_000): () => Promise<T> {
  let open: { answer: Promise<T>; since: number } | undefined
  return () => {
    if (open && performance.now() - open.since < goodFor) return open.answer
    const mine = { answer: ask(), since: performance.now() }
    open = mine
    const close = () => {
      if (open === mine) open = undefined
    }
    mine.answer.then(close, close)
    return mine.answer
  }
}
