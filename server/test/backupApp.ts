import fs from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { createApp } from '../app.ts'
import { restoreBackup } from '../backup/restore.ts'
import { writeBackup } from '../backup/write.ts'
import { openDatabase } from '../database/index.ts'
import { testDatabase, type TestDatabase } from '../database/testing.ts'
import { localFiles, type Files } from '../files/files.ts'
import { mediaApp, uploaded, withProperty } from './mediaApp.ts'
import { jpeg } from './pictures.ts'
import { signedIn, signIn, testEnv, testSecret } from './testApp.ts'

/** The application with two organizations, one with a client and a picture, and empty databases to restore it into. */
export async function backupApp() {
  const app = await mediaApp()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oikion-backup-'))
  const targets: TestDatabase[] = []
  const member = await withProperty(app)
  const [picture] = await uploaded(member.client, member.propertyId, { name: 'sea.jpg', bytes: await jpeg() })
  await app.makeSizes()
  const difficult = { name: 'Ελένη "Π.", \\.', clientType: 'PERSON', email: 'client@example.com', tags: ['α', '\\N'] }
  await member.client.create('clients', difficult)
  await signedIn(app)
  const storeOf = (name: string) => localFiles(path.join(folder, name))
  return {
    ...app,
    folder,
    member,
    pictureId: picture!.id,
    storeOf,
    async backup(name: string) {
      const file = path.join(folder, name)
      return { file, manifest: await writeBackup({ ownerUrl: app.directUrl, files: app.files, file }) }
    },
    async emptyTarget(options = { empty: true }) {
      const target = await testDatabase(undefined, options)
      targets.push(target)
      return target
    },
    restore: (file: string, { directUrl }: TestDatabase, files: Files = storeOf('restored files')) =>
      restoreBackup({ file, ownerUrl: directUrl, appUrl: directUrl, files, say: () => undefined }),
    /** An application over a restored database, and the member signed in there with the old password. */
    async opened({ directUrl }: TestDatabase, files: Files) {
      const database = openDatabase({ url: directUrl, preparedStatements: true, connections: 3 })
      const server = createServer(
        createApp({
          database,
          imports: { files, sendJob: () => Promise.reject(new Error('There are no jobs here')) },
          storage: { files, quota: 100_000_000 },
          env: testEnv,
          sessionSecret: testSecret,
          log: pino({ level: 'silent' }),
        }),
      ).listen(0, '127.0.0.1')
      await new Promise((resolve) => server.once('listening', resolve))
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      return {
        client: await signIn({ ...app, url }, member),
        close: async () => {
          server.closeAllConnections()
          await new Promise((resolve) => server.close(resolve))
          await database.close()
        },
      }
    },
    async close() {
      await app.close()
      for (const target of targets) await target.drop()
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type BackupApp = Awaited<ReturnType<typeof backupApp>>
