import { createServer } from 'node:http'
import fs from 'node:fs'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { pino, type Logger } from 'pino'
import { openDatabase, type Database } from '../database/index.ts'
import { localFiles } from '../files/files.ts'
import { queueImport } from '../imports/worker.ts'
import { prepareJobs } from '../database/jobTables.ts'
import { isPooled } from '../database/testing.ts'
import { startJobs } from '../jobs/jobs.ts'
import { startImports } from './importJobs.ts'
import { observed } from './contract.ts'
import { inTurn, testApp, testEnv, testSecret, type TestApp } from './testApp.ts'
import type { Answer, TestClient } from './testClient.ts'

/** The application with imports: jobs in its database, files in a temporary folder. Without `work` it only queues them. */
export async function importApp({ work = true } = {}): Promise<TestApp & { folder: string }> {
  const inner = await testApp()
  const { database, databaseUrl, directUrl } = inner
  await prepareJobs(directUrl)
  const second = isPooled ? openDatabase({ url: databaseUrl, preparedStatements: false, connections: 5 }) : undefined
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oikion-files-'))
  const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' })
  const imports = work
    ? await startImports({ database, files: localFiles(folder), log })
    : await queueOnly(database, folder, log)
  const deps = { env: testEnv, sessionSecret: testSecret, database, log, imports }
  const server = createServer(observed(inTurn(deps, second))).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    ...inner,
    folder,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await imports.close()
      await second?.close()
      await inner.close()
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function queueOnly(database: Database, folder: string, log: Logger) {
  const jobs = await startJobs({ database, log, handlers: [] })
  return { files: localFiles(folder), sendJob: queueImport(jobs), close: () => jobs.stop() }
}

export interface ImportAnswer {
  id: string
  status: string
  format: { encoding: string; delimiter: string; columns: string[]; preview: string[][] }
  mapping: Record<string, string | null>
  defaults: Record<string, unknown>
  remembered: boolean
  rowsTotal: number
  rowsDone: number
  error: string | null
  report: {
    ready: number
    refused: number
    problems: { row: number; column: number | null; field: string | null; value: string | null; detail: string }[]
    reasons: { field: string | null; detail: string; count: number }[]
  } | null
}

/** Sends a file as a browser would. */
export function uploadFile(
  client: TestClient,
  resource: string,
  file: string | Buffer,
  name = 'file.csv',
): Promise<Answer> {
  return client.request('POST', `/api/${resource}/import?fileName=${encodeURIComponent(name)}`, {
    body: new Uint8Array(Buffer.from(file)),
    headers: { 'content-type': 'text/csv' },
  })
}

/** Uploads a file that can be read. */
export async function uploaded(client: TestClient, resource: string, file: string | Buffer): Promise<ImportAnswer> {
  const answer = await uploadFile(client, resource, file)
  if (answer.status !== 201) throw new Error(`The upload answered ${answer.status}: ${answer.text}`)
  return answer.json as ImportAnswer
}

/** Starts a check or run and waits for its end. */
export async function finished(client: TestClient, id: string, kind: 'check' | 'run'): Promise<ImportAnswer> {
  const started = await client.post(`/api/imports/${id}/${kind}`, {})
  if (started.status !== 202) throw new Error(`The ${kind} answered ${started.status}: ${started.text}`)
  return settled(client, id)
}

/** Waits until nobody works on the import any more. */
export async function settled(client: TestClient, id: string): Promise<ImportAnswer> {
  for (;;) {
    const file = (await client.get(`/api/imports/${id}`)).json as ImportAnswer
    if (!['checking', 'queued', 'running', 'undoing'].includes(file.status)) return file
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Uploads, checks and runs a file that shall go in whole. */
export async function imported(
  client: TestClient,
  resource: string,
  text: string,
  defaults = {},
): Promise<ImportAnswer> {
  const { id } = await uploaded(client, resource, text)
  await client.patch(`/api/imports/${id}`, { defaults })
  return finished(client, id, 'run')
}

/** How many records the organization has. */
export const total = async (client: TestClient, resource: string) =>
  Number((await client.get(`/api/${resource}?_end=1`)).headers.get('x-total-count'))
