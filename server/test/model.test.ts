import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { roles } from '../resources/roles.ts'
import { Model } from './model/model.ts'
import { begin, expectSameView, operations, perform, type Actor, type World } from './model/operations.ts'
import { addMember, signIn, testApp, type TestApp } from './testApp.ts'

/** So many sequences; the soak runs 10,000: `MODEL_RUNS=10000 npx vitest run server/test/model.test.ts`. */
const runs = Number(process.env['MODEL_RUNS'] ?? 40)

let app: TestApp
const actors: Actor[] = []
beforeAll(async () => {
  app = await testApp()
  for (const organization of [0, 1] as const) {
    const owner = await addMember(app)
    const { organizationId } = owner
    actors.push({ organization, role: 'ORG_OWNER', memberId: owner.memberId, client: await signIn(app, owner) })
    for (const role of [...roles.filter((role) => role !== 'ORG_OWNER'), 'AGENT' as const]) {
      const member = await addMember(app, role, { organizationId })
      actors.push({ organization, role, memberId: member.memberId, client: await signIn(app, member) })
    }
  }
})
afterAll(() => app.close())

async function setVisibility(organization: 0 | 1, isNarrow: boolean): Promise<void> {
  const owner = actors.find((actor) => actor.organization === organization && actor.role === 'ORG_OWNER')
  const settings = { visibility: { clients: isNarrow ? 'own' : 'all' } }
  const answer = await owner?.client.patch(`/api/organizations/${owner.client.organizationId}`, { settings })
  expect(answer?.status).toBe(200)
}

it(
  `${runs} random sequences by random people of two agencies: everybody sees what a small model says, nothing leaks, nothing fails`,
  async () => {
    let sequence = 0
    await fc.assert(
      fc.asyncProperty(operations, async (sequenceOfOperations) => {
        const world: World = { actors, model: new Model(), mark: `mark${Date.now()}x${++sequence}`, setVisibility }
        for (const organization of [0, 1] as const) {
          world.model.isNarrow[organization] = sequence % 3 > 0
          await setVisibility(organization, sequence % 3 > 0)
        }
        await begin(world)
        for (const operation of sequenceOfOperations) await perform(world, operation)
        await expectSameView(world)
      }),
      { numRuns: runs, endOnFailure: true },
    )
  },
  Math.max(60_000, runs * 2_000),
)
