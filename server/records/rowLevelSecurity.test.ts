import { vi } from 'vitest'
import { describeIsolation } from '../test/isolation.ts'

// The engine's organization filter is gone in this build: PostgreSQL must hold alone.
vi.mock('./scope.ts', async () => {
  const { sql } = await import('../database/sql.ts')
  return { inOrganization: () => sql`true`, inScope: () => sql`true` }
})

describeIsolation()
