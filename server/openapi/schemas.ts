import { z } from 'zod'
import type { JsonSchema, Schema } from './operation.ts'

const named = new Map<string, Schema>()

/** Gives a schema a name of its own in the document, and answers a reference to it that fits into other schemas. */
export function shared(name: string, schema: Schema): z.ZodType {
  named.set(name, schema)
  return reference(name)
}

/** A reference to what stands under a name in the document. */
export const reference = (name: string): z.ZodType => z.unknown().meta(pointerTo(name))

/** The same in JSON Schema. */
export const pointerTo = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })

/** What `shared` has named so far, by name. */
export const sharedSchemas = (): ReadonlyMap<string, Schema> => named

/** A schema as JSON Schema; `input` as callers send it, `output` as the server answers it. */
export function toJsonSchema(schema: Schema, io: 'input' | 'output'): JsonSchema {
  if (!(schema instanceof z.ZodType)) return schema
  const { $schema: _, ...made } = z.toJSONSchema(schema, { io, unrepresentable: 'any', override: tidy })
  return made
}

/** Formats say what long patterns repeat; zod's bounds of safe integers are nobody's. */
function tidy({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  const { format, pattern } = jsonSchema
  if (format && pattern !== undefined) delete jsonSchema.pattern
  // Instants are those of UTC, which the format does not say.
  if (format === 'date-time') jsonSchema.pattern = 'Z$'
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
}

/** Shapes that answers share. */
export const id = () => z.uuid()
export const instant = () => z.iso.datetime()
export const count = () => z.int().min(0)
/** Resource → number of records. */
export const counts = () => z.record(z.string(), count())
export const titles = () => z.record(z.string(), z.string().nullable())
