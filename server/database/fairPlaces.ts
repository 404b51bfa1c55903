interface Waiting {
  whose: string
  begin: (giveBack: () => void) => void
}

/** A few places that all share: who holds none goes before who holds one, and nobody holds all. */
export class FairPlaces {
  private free: number
  private readonly mostOfOne: number
  private readonly held = new Map<string, number>()
  private readonly waiting = new Set<Waiting>()

  constructor(all: number) {
    this.free = all
    this.mostOfOne = Math.max(1, all - 1)
  }

  /** Answers how to give the place back; undefined when none got free in so many milliseconds. */
  take(whose: string, patience: number): Promise<(() => void) | undefined> {
    return new Promise((resolve) => {
      const one: Waiting = {
        whose,
        begin: (giveBack) => {
          clearTimeout(timer)
          resolve(giveBack)
        },
      }
      const timer = setTimeout(() => {
        this.waiting.delete(one)
        resolve(undefined)
      }, patience)
      this.waiting.add(one)
      this.give()
    })
  }

  private give(): void {
    for (let next = this.next(); next; next = this.next()) {
      const { whose, begin } = next
      this.waiting.delete(next)
      this.free--
      this.held.set(whose, this.heldBy(whose) + 1)
      begin(() => this.takeBack(whose))
    }
  }

  private next(): Waiting | undefined {
    if (this.free === 0) return undefined
    const waiting = [...this.waiting]
    return (
      waiting.find(({ whose }) => this.heldBy(whose) === 0) ??
      waiting.find(({ whose }) => this.heldBy(whose) < this.mostOfOne)
    )
  }

  private takeBack(whose: string): void {
    const left = this.heldBy(whose) - 1
    if (left > 0) this.held.set(whose, left)
    else this.held.delete(whose)
    this.free++
    this.give()
  }

  private readonly heldBy = (whose: string) => this.held.get(whose) ?? 0
}
