import { execFileSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import autocannon from 'autocannon'

export interface Request {
  url: string
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
}

export interface Throughput {
  /** Requests per second, mean. */
  rate: number
  /** Milliseconds. */
  p50: number
  p99: number
}

/** Drives 32 connections for some seconds. Anything but 2xx is an error of the benchmark. */
export async function throughput(request: Request, seconds: number): Promise<Throughput> {
  const result = await autocannon({ ...request, connections: 32, duration: seconds })
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${request.url}: ${result.non2xx} answers were not 2xx, ${result.errors} errors`)
  }
  return { rate: result.requests.mean, p50: result.latency.p50, p99: result.latency.p99 }
}

/** Times one request after another at one connection; finer than a histogram of whole milliseconds. */
export async function latency(request: Request, times = 200): Promise<Throughput> {
  const taken: number[] = []
  for (let index = -10; index < times; index++) {
    const started = performance.now()
    const answer = await fetch(request.url, request)
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`${request.url} answered ${answer.status}`)
    if (index >= 0) taken.push(performance.now() - started)
  }
  taken.sort((a, b) => a - b)
  const at = (share: number) => taken[Math.min(taken.length - 1, Math.floor(taken.length * share))] ?? 0
  return { rate: (1000 * taken.length) / taken.reduce((sum, time) => sum + time, 0), p50: at(0.5), p99: at(0.99) }
}

export interface Download {
  rowsPerSecond: number
  /** Milliseconds. */
  firstByte: number
  /** MiB of the process's resident memory over what it had before. */
  memory: number
}

/** Downloads a file and throws it away, watching the memory of the process that sends it. */
export async function download(request: Request, pid: number, rows: number): Promise<Download> {
  const before = residentMiB(pid)
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, residentMiB(pid))
  }, 100)
  const started = performance.now()
  const answer = await fetch(request.url, request)
  let firstByte = 0
  let lines = 0
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    firstByte ||= performance.now() - started
    for (const byte of chunk) if (byte === 10) lines++
  }
  const seconds = (performance.now() - started) / 1000
  clearInterval(watch)
  if (lines < rows) throw new Error(`${request.url} held ${lines} lines, not ${rows}`)
  return { rowsPerSecond: rows / seconds, firstByte, memory: peak - before }
}

function residentMiB(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024
}
