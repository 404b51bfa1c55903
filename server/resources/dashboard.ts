/** A list by its filters, in words that the API and a list's address share. `GET /api/<resource>?<query>` answers it. */
export interface ListLink {
  resource: string
  query: string
}

/** A number and the list that it counts. */
export interface Counted extends ListLink {
  count: number
  /** There are more: counting stopped here, as it does in lists. */
  capped?: true
}

/** The prices of a list's records, summed in euros. */
export interface Summed extends ListLink {
  transactionType: string
  amount: number
}

/** The part of a list that has one value of a field. */
export interface Share extends Counted {
  value: string
  /** One for each way the records are offered: sale prices and monthly rents do not add up. */
  sums: Summed[]
}

/** A record's facts, those that the dashboard shows, and the titles of what it refers to. */
export interface Brief {
  id: string
  _titles: Record<string, string | null>
  [field: string]: unknown
}

/** Days since publication, both ends included; none is open, and neither means never published. */
export interface AgeGroup extends Counted {
  from?: number
  to?: number
}

export const monthSeries = ['created', 'published', 'sold', 'rented'] as const
export type MonthSeries = (typeof monthSeries)[number]

export interface Month extends Record<MonthSeries, Counted> {
  /** `2026-11`, on the organization's calendar. */
  month: string
}

export const deeds = ['created', 'edited', 'interactions', 'tasks'] as const
export type Deed = (typeof deeds)[number]

/** What one member did in the last 30 days. */
export interface PersonActivity extends Record<Deed, Counted> {
  id: string
  name: string
  isFormer: boolean
}

/** The newest of what a member looks after or has entered. */
export interface Newest {
  assigned: Counted
  created: Counted
  rows: Brief[]
}

/** What `GET /api/dashboard` answers. Days and months are the organization's. */
export interface Dashboard {
  /** There is nothing yet that this member may read: neither properties nor clients. */
  isEmpty: boolean
  tasks: { overdue: Counted; today: Counted; rows: Brief[] }
  viewings: { today: Counted; week: Counted; rows: Brief[] }
  newest: { properties: Newest; clients: Newest }
  stock: { onMarket: Counted; statuses: Share[]; types: Share[] }
  ageing: AgeGroup[]
  /** The last twelve, oldest first. */
  months: Month[]
  /** For owners and administrators of a team. */
  people: PersonActivity[] | null
}
