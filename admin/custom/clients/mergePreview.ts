/** One field in which two clients differ, with everything it could hold. */
export interface MergeChoice {
  field: string
  /** The source used when none is chosen. */
  suggested: string
  /** `kept`, `merged`, `both`, or the other field of its kind on one side, such as `merged.email`. */
  sources: { source: string; value: unknown }[]
}

/** What the server says of a merge before it is done. */
export interface MergePreview {
  kept: Side
  merged: Side
  choices: MergeChoice[]
  /** Resource → number of records that will refer to the client that stays. */
  moves: Record<string, number>
}

interface Side {
  id: string
  version: number
  title: string
}
