import path from 'node:path'
import type { Env } from '../env.ts'
import { localFiles, type Files } from './files.ts'

/** The store that the environment names: a bucket, else the folder `files` in the data directory. */
export async function openFiles({ s3, dataDir }: Pick<Env, 's3' | 'dataDir'>): Promise<Files> {
  if (!s3) return localFiles(path.join(dataDir, 'files'))
  const { s3Files } = await import('./s3Files.ts')
  return s3Files(s3)
}
