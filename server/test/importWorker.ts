import { pino } from 'pino'
import { openDatabase } from '../database/index.ts'
import { isPooled } from '../database/testing.ts'
import { localFiles } from '../files/files.ts'
import { startImports } from './importJobs.ts'

// A process that works on imports and can be killed: `tsx importWorker.ts <database> <folder>`.
const [url = '', folder = ''] = process.argv.slice(2)
const database = openDatabase({ url, preparedStatements: !isPooled, connections: 5 })
await startImports({ database, files: localFiles(folder), log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }) })
