import { defineConfig } from 'prisma/config'

// `prisma generate` insists on locating a schema engine it never runs; any existing executable
// keeps it from downloading one (migrations use the WebAssembly build instead, see prisma/README.md).
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } })
