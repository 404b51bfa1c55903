import { startEmbedded } from '../database/embedded.ts'
import pg from 'pg'
import fs from 'node:fs'
const e = await startEmbedded('/tmp/bench-dash', () => {})
try {
const c = new pg.Client({ connectionString: e.url }); await c.connect()
for (const q of fs.readFileSync('/tmp/q.sql', 'utf8').split(';\n')) {
  if (!q.trim()) continue
  const times: number[] = []; let r: any
  const n = q.includes('--x') ? 9 : 1
  for (let i = 0; i < n; i++) { const s = performance.now(); r = await c.query(q); times.push(performance.now() - s) }
  times.sort((a, b) => a - b)
  console.log(q.slice(0, 100).replace(/\s+/g, ' '), '=>', n > 1 ? `p50 ${times[4]!.toFixed(1)} min ${times[0]!.toFixed(1)}` : '')
  if (n === 1 && r.rows.length) console.log(r.rows.slice(0, 40).map((x: any) => Object.values(x).join(' | ')).join('\n'))
}
await c.end()
} finally { await e.stop() }
process.exit()
