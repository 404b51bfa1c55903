import type { Definition } from '../../../server/resources/define.ts'
import { resources } from '../../../server/resources/index.ts'

/** The resources that stand in the timeline of this one's records, those made most often first. */
export function toldAbout({ name }: Definition): Definition[] {
  const told = Object.values(resources).filter(
    ({ timeline, references }) => timeline !== undefined && Object.values(references ?? {}).includes(name),
  )
  return told.sort((a, b) => placeOf(a) - placeOf(b))
}

const order = ['notes', 'interactions', 'tasks']
const placeOf = ({ name }: Definition) => (order.indexOf(name) + order.length) % order.length

/** The field by which a told record names the one whose page this is. */
export function fieldTo(told: Definition, about: Definition): string {
  const [field] = Object.entries(told.references ?? {}).find(([, target]) => target === about.name) ?? []
  if (!field) throw new Error(`${told.name} does not refer to ${about.name}`)
  return field
}
