/** Which records of a list are selected: some by id, or all that match its filters. */
export interface Selection {
  ids: string[]
  isAll: boolean
}

export const noSelection: Selection = { ids: [], isAll: false }

export function toggled({ ids }: Selection, id: string): Selection {
  return { isAll: false, ids: ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id] }
}
