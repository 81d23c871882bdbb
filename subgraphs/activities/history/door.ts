import { CATALOGUE, CasbahError, deriveKey, verifyCaller, type Door } from '@casbah/kit'
import { MOST, type HistoryReader, type HistoryRequest } from './history.ts'

const SCOPES = ['activities:read', 'activities:raw']
const PREFIX = '/history'
const MOST_IDS = 500

/**
 * The inner door `/history`, for a caller signed as for the graph (`x-casbah-caller`) with `activities:read` and `activities:raw`:
 * `POST /history` with a `HistoryRequest` answers a `HistoryPage`, `GET /history/<id>` one activity, `POST /history/batch` with
 * `{ids}`, at most 500, `{items}`: those that there are. In its own process who knocks gets them as objects, without JSON in between.
 */
export function historyDoor(reader: HistoryReader, masterKey: Uint8Array): Door {
  const key = deriveKey(masterKey, 'context')
  return async ({ path, headers, body }) => {
    try {
      const caller = await verifyCaller(headers['x-casbah-caller'], key)
      if (!caller.tenant || !SCOPES.every(scope => caller.scopes.includes(scope)))
        throw new CasbahError('FORBIDDEN', `History needs a tenant and the scopes ${SCOPES.join(' and ')}.`)
      const id = path.slice(PREFIX.length + 1)
      if (!id) return answer(200, await reader.page(caller.tenant, readRequest(body)))
      if (id === 'batch') return answer(200, { items: await reader.many(caller.tenant, readIds(body)) })
      const found = await reader.one(caller.tenant, decodeURIComponent(id))
      if (!found) throw new CasbahError('NOT_FOUND', 'There is no such activity, or its retention has passed.')
      return answer(200, found)
    } catch (error) {
      if (!(error instanceof CasbahError)) throw error
      return answer(CATALOGUE[error.code].status, { error: { code: error.code, message: error.message } })
    }
  }
}

function readRequest(body: Uint8Array): HistoryRequest {
  try {
    const request = JSON.parse(Buffer.from(body).toString('utf8')) as HistoryRequest
    const { size = MOST } = request
    if (Number.isFinite(request.since) && Number.isFinite(request.until) && size >= 1 && size <= MOST) return request
  } catch {
    // Told below, like any other request that cannot be read.
  }
  throw new CasbahError(
    'BAD_USER_INPUT',
    'The request must be JSON with `since` and `until` in epoch milliseconds, and `size`, if given, from 1 to 5,000.',
  )
}

function readIds(body: Uint8Array): string[] {
  try {
    const { ids } = JSON.parse(Buffer.from(body).toString('utf8')) as { ids: unknown }
    if (Array.isArray(ids) && ids.length <= MOST_IDS && ids.every(id => typeof id === 'string')) return ids
  } catch {
    // Told below.
  }
  throw new CasbahError('BAD_USER_INPUT', 'The request must be JSON with `ids`, at most 500.')
}

const answer = (status: number, value: unknown) => ({ status, body: '', value })
