import type { Role } from '../../resources/roles.ts'

/** A small picture of what two agencies must see of clients and notes: the rules of domain.md §1, written anew. */

export interface Person {
  organization: 0 | 1
  role: Role
  memberId: string
}

export interface ModelClient {
  id: string
  organization: 0 | 1
  createdBy: string
  agentId: string | null
  isTrashed: boolean
}

export interface ModelNote {
  id: string
  client: ModelClient
  author: string
  isTrashed: boolean
}

export class Model {
  readonly clients: ModelClient[] = []
  readonly notes: ModelNote[] = []
  /** Whether agents see their own clients only, by organization. */
  readonly isNarrow: [boolean, boolean] = [false, false]

  reads(person: Person, client: ModelClient): boolean {
    if (client.organization !== person.organization) return false
    if (person.role !== 'AGENT' || !this.isNarrow[person.organization]) return true
    return client.createdBy === person.memberId || client.agentId === person.memberId
  }

  listed = (person: Person) => this.clients.filter((client) => !client.isTrashed && this.reads(person, client))

  listedNotes = (person: Person) =>
    this.notes.filter(({ client, isTrashed }) => !isTrashed && this.reads(person, client))

  /** 200, or how the change of a client is refused. */
  edit(person: Person, client: ModelClient): number {
    if (person.role === 'VIEWER') return 403
    return this.reads(person, client) && !client.isTrashed ? 200 : 404
  }

  remove(person: Person, client: ModelClient, isRestored: boolean): number {
    if (person.role === 'VIEWER') return 403
    if (!this.reads(person, client) || client.isTrashed !== isRestored) return 404
    return person.role === 'AGENT' && client.createdBy !== person.memberId ? 403 : 200
  }

  addNote(person: Person, client: ModelClient): number {
    if (person.role === 'VIEWER') return 403
    return this.reads(person, client) && !client.isTrashed ? 201 : 422
  }

  editNote(person: Person, note: ModelNote): number {
    if (person.role === 'VIEWER') return 403
    if (note.isTrashed || !this.reads(person, note.client)) return 404
    return note.author === person.memberId ? 200 : 403
  }

  removeNote(person: Person, note: ModelNote): number {
    if (person.role === 'VIEWER') return 403
    if (note.isTrashed || !this.reads(person, note.client)) return 404
    return person.role === 'AGENT' && note.author !== person.memberId ? 403 : 200
  }
}
