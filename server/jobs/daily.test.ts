import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openDatabase, type Database } from '../database/index.ts'
import { isPooled, testDatabase, type TestDatabase } from '../database/testing.ts'
import { startDaily, startEveryMinute, type Repeated } from './daily.ts'

let own: TestDatabase
const processes: Database[] = []
beforeAll(async () => {
  own = await testDatabase()
  for (let n = 0; n < 3; n++)
    processes.push(openDatabase({ url: own.url, preparedStatements: !isPooled, connections: 2 }))
})
afterAll(async () => {
  for (const database of processes) await database.close()
  await own.drop()
})

const throwError = (error: unknown) => {
  throw error
}
const closed = (tasks: Repeated[]) => Promise.all(tasks.map((task) => task.close()))
const freeAt = async (name: string) => {
  const { rows } = await processes[0]!.pool.query<{ in: number }>(
    'select extract(epoch from free_at - now())::float8 as in from schedule where name = $1',
    [name],
  )
  return rows[0]?.in
}

it.each([
  ['once a day', startDaily, 86_400],
  ['once a minute', startEveryMinute, 60],
])(
  'what is done %s is done by one process of all, and not again by one that starts later',
  async (name, start, pause) => {
    const run = vi.fn(() => Promise.resolve())
    const begin = (database: Database) => start({ name, database, run, onError: throwError })
    await closed(processes.map(begin))
    await closed([begin(processes[1]!)])
    expect(run).toHaveBeenCalledTimes(1)
    expect(await freeAt(name)).toBeGreaterThan(pause * 0.85)
    expect(await freeAt(name)).toBeLessThan(pause)
    await processes[0]!.pool.query('update schedule set free_at = now() where name = $1', [name])
    await closed(processes.map(begin))
    expect(run).toHaveBeenCalledTimes(2)
  },
)

it('what failed is told, and free again within minutes; what its process died over, after some hours', async () => {
  const onError = vi.fn()
  const run = () => Promise.reject(new Error('the disk is full'))
  await closed([startDaily({ name: 'failing', database: processes[0]!, run, onError })])
  expect(onError).toHaveBeenCalledTimes(1)
  expect(await freeAt('failing')).toBeLessThan(601)

  let end = () => {}
  const stuck = new Promise<void>((resolve) => (end = resolve))
  const task = startDaily({ name: 'stuck', database: processes[0]!, run: () => stuck, onError })
  await vi.waitFor(async () => expect(await freeAt('stuck')).toBeGreaterThan(7000))
  end()
  await task.close()
})
