import { CasbahError, CATALOGUE, deriveKey, verifyCaller, type Database, type Door } from '@casbah/kit'
import { logFile } from './governance-log.service.ts'

const PATH = '/export/governance.ndjson'
const SCOPE = 'apps:read'

/** `GET /export/governance.ndjson` for a token with `apps:read`: every line of the governance log with what its digest is made of, then the head. */
export function governanceDoor(db: Database, masterKey: Uint8Array): Door {
  const key = deriveKey(masterKey, 'context')
  return async ({ method, path, headers, signal }) => {
    try {
      const caller = await verifyCaller(headers['x-casbah-caller'], key)
      if (!caller.tenant) throw new CasbahError('UNAUTHENTICATED', 'Send a token: `authorization: Bearer …`.')
      if (!caller.scopes.includes(SCOPE))
        throw new CasbahError('FORBIDDEN', `The token lacks the scope ${SCOPE}. Ask for one that has it.`)
      if (path !== PATH) throw new CasbahError('NOT_FOUND', `There is no ${path}. There is ${PATH}.`)
      if (method !== 'GET') throw new CasbahError('BAD_USER_INPUT', 'Files are asked for by GET.', { status: 405 })
      return {
        status: 200,
        headers: {
          'content-type': 'application/x-ndjson; charset=utf-8',
          'content-disposition': `attachment; filename="casbah-${new Date().toISOString().slice(0, 10)}-governance.ndjson"`,
          'cache-control': 'no-store',
        },
        body: '',
        rest: written(db, caller.tenant, signal),
      }
    } catch (error) {
      if (!(error instanceof CasbahError)) throw error
      const { code, message } = error
      return {
        status: Number(error.extensions.status ?? CATALOGUE[code].status),
        body: JSON.stringify({ errors: [{ message, extensions: { code } }] }),
      }
    }
  }
}

async function* written(db: Database, tenant: string, signal?: AbortSignal): AsyncGenerator<string> {
  let head: string | null = null
  for await (const line of logFile(db, tenant, signal)) {
    head = `${line.number}:${line.link}`
    yield `${JSON.stringify(line)}\n`
  }
  yield `${JSON.stringify({ head })}\n`
}
