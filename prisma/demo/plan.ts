import { atLeast } from '../../server/resources/roles.ts'
import type { Access } from '../../server/records/access.ts'
import type { Row } from '../../server/database/tenant.ts'
import type { DemoMember } from './organizations.ts'
import type { Random } from './random.ts'

/** A member of a demo organization, with the ids the database will know them by. */
export interface Member extends DemoMember {
  id: string
  access: Access
  joinedAt: Date
}

/** A record to be: who wrote it down when, and what happened to it since. */
export interface Plan {
  id: string
  by: Member
  at: Date
  body: Row
  edits: Edit[]
}

export interface Edit {
  by: Member
  at: Date
  changes: Row
}

/** Who does the work in an organization. */
export class Staff {
  private readonly members: Member[]

  constructor(members: Member[]) {
    this.members = members
  }

  /** One of those who were there at the time, the busy ones more often. */
  writer(random: Random, at: Date): Member {
    return this.choose(random, (member) => member.joinedAt <= at)
  }

  /** Somebody who may archive what others entered. */
  manager(random: Random, at: Date): Member {
    return this.choose(random, ({ role, joinedAt }) => atLeast(role, 'ADMIN') && joinedAt <= at)
  }

  /** The agent who looks after what `by` wrote down: mostly the same one. */
  seller(random: Random, by: Member, at: Date): Member {
    if (by.role === 'AGENT' && random.chance(0.8)) return by
    return this.choose(random, ({ role, joinedAt }) => role === 'AGENT' && joinedAt <= at)
  }

  private choose(random: Random, allowed: (member: Member) => boolean): Member {
    const shares = this.members.filter(allowed).map((member) => [member.id, member.share])
    const id = random.weighted(Object.fromEntries(shares) as Record<string, number>)
    return this.members.find((member) => member.id === id)!
  }
}
