import type { BaseKey, CrudFilter, CrudSort, DataProvider } from '@refinedev/core'
import simpleRest from '@refinedev/simple-rest'
import { send, type Answer, type Call } from './http.ts'

export interface BulkAnswer {
  done: number
  refused: { id: string; title: string; detail: string }[]
  refusedTotal: number
}

type RestClient = Parameters<typeof simpleRest>[1]

/** The server's simple-rest dialect for one organization: every call names it, so that two tabs may differ. */
export function dataProviderFor(organizationId: string): DataProvider {
  const call = <T>(url: string, options: Call = {}) => send<T>(url, { ...options, organizationId })
  const rest = simpleRest('/api', restClient(call))
  const bulk = (resource: string, body: object) => call<BulkAnswer>(`/api/${resource}/bulk`, { method: 'POST', body })

  // The methods are generic over the caller's record type, which JSON cannot promise: hence the single cast.
  const provider = {
    ...rest,
    async getList({ resource, pagination, filters, sorters, meta }: Parameters<DataProvider['getList']>[0]) {
      const query = listQuery(filters, sorters)
      if (pagination?.mode !== 'off') {
        const { currentPage = 1, pageSize = 25 } = pagination ?? {}
        const start = meta?.after ? 0 : (currentPage - 1) * pageSize
        query.set('_start', String(start))
        query.set('_end', String(start + pageSize))
      }
      if (meta?.countAll) query.set('_total', 'exact')
      if (meta?.after) query.set('_after', String(meta.after))
      const { data, headers } = await call<unknown[]>(`/api/${resource}?${query}`, {
        signal: meta?.queryContext?.signal,
      })
      return {
        data,
        total: Number(headers.get('X-Total-Count') ?? data.length),
        capped: headers.get('X-Total-Count-Capped') === 'true',
        after: nextCursor(headers.get('Link')),
        /** Of notices only. */
        unread: Number(headers.get('X-Unread-Count') ?? 0),
      }
    },
    async getMany({ resource, ids }: { resource: string; ids: BaseKey[] }) {
      const query = new URLSearchParams([['_end', String(ids.length)], ...ids.map((id) => ['id', String(id)])])
      return { data: (await call<unknown[]>(`/api/${resource}?${query}`)).data }
    },
    async updateMany({ resource, ids, variables }: { resource: string; ids: BaseKey[]; variables: unknown }) {
      return { data: [(await bulk(resource, { action: 'edit', ids, changes: variables })).data] }
    },
    async deleteMany({ resource, ids }: { resource: string; ids: BaseKey[] }) {
      return { data: [(await bulk(resource, { action: 'delete', ids })).data] }
    },
    async custom({ url, method, payload, query, headers }: Parameters<NonNullable<DataProvider['custom']>>[0]) {
      const search = query ? `?${new URLSearchParams(query as Record<string, string>)}` : ''
      return { data: (await call(url + search, { method: method.toUpperCase(), body: payload, headers })).data }
    },
  }
  return provider as DataProvider
}

/** Refine's filters and sorters as the server's parameters; also what bulk calls and exports repeat. */
export function listQuery(filters: CrudFilter[] = [], sorters: CrudSort[] = []): URLSearchParams {
  const query = new URLSearchParams()
  if (sorters.length) {
    query.set('_sort', sorters.map((sorter) => sorter.field).join(','))
    query.set('_order', sorters.map((sorter) => sorter.order).join(','))
  }
  const grouped = filters.filter((filter) => filter.operator === 'or' || filter.operator === 'and')
  if (grouped.length) query.set('filter', JSON.stringify(grouped))
  for (const filter of filters) {
    if (!('field' in filter)) continue
    const name = filter.field + (suffixes[filter.operator] ?? `_${filter.operator}`)
    const several = suffixes[filter.operator] === '' && Array.isArray(filter.value)
    for (const value of several ? (filter.value as unknown[]) : [filter.value]) query.append(name, String(value))
  }
  return query
}

/** Repeating a key means "any of them", which unlike `_in` survives values with commas. */
const suffixes: Partial<Record<CrudFilter['operator'], string>> = { eq: '', in: '', contains: '_like' }

/** The cursor of `Link: <…&_after=…>; rel="next"`. */
function nextCursor(link: string | null): string | undefined {
  const address = link?.match(/<([^>]*)>;\s*rel="next"/)?.[1]
  if (!address) return undefined
  return new URL(address, location.origin).searchParams.get('_after') ?? undefined
}

/** What simple-rest asks of its HTTP client, over ours. */
function restClient(call: (url: string, options?: Call) => Promise<Answer<unknown>>): RestClient {
  type Options = { headers?: Record<string, string>; data?: unknown }
  const bodyless =
    (method: string) =>
    (url: string, options: Options = {}) =>
      call(url, { method, headers: options.headers, body: options.data })
  const withBody =
    (method: string) =>
    (url: string, body?: unknown, options: Options = {}) =>
      call(url, { method, headers: options.headers, body })
  const client = {
    get: bodyless('GET'),
    delete: bodyless('DELETE'),
    post: withBody('POST'),
    put: withBody('PUT'),
    patch: withBody('PATCH'),
  }
  return client as unknown as RestClient
}
