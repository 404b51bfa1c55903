import type { Counted, Summed } from '../resources/dashboard.ts'
import type { TestClient } from './testClient.ts'

/** For tests: every number of the dashboard whose list, opened, holds another; none is as it should be. */
export async function wrongNumbers(client: TestClient): Promise<string[]> {
  const { json } = await client.get('/api/dashboard')
  const wrong: string[] = []
  for (const { path, link } of linksIn(json)) {
    const list = await client.get(`/api/${link.resource}?${link.query}&_total=exact&_end=500`)
    const told = 'amount' in link ? sumOf(list.json) : Number(list.headers.get('x-total-count'))
    const shown = 'amount' in link ? link.amount : link.count
    if (list.status !== 200 || told !== shown) wrong.push(`${path}: ${shown}, but ${link.query} holds ${told}`)
  }
  return wrong
}

/** Everything in an answer that names a list, with where it stands. */
export function linksIn(value: unknown, path = ''): { path: string; link: Counted | Summed }[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.entries(value).flatMap(([key, each]) => linksIn(each, `${path}/${key}`))
  return 'query' in value ? [{ path, link: value as Counted | Summed }, ...inner] : inner
}

const sumOf = (records: unknown) =>
  (records as { listPrice: number | null }[]).reduce(
    (cents, { listPrice }) => cents + Math.round((listPrice ?? 0) * 100),
    0,
  ) / 100
