import type { Definition } from '../resources/define.ts'
import type { Field } from '../resources/fields.ts'

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** The table of a resource: its model's name in snake_case. */
export const tableName = (definition: Definition) => snake(definition.model).slice(1)

/** The column of a field: its name in snake_case; money is kept in cents and says so. */
export const columnName = (field: Field) => snake(field.name) + (field.kind === 'money' ? '_cents' : '')
