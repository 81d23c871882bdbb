import { PLATFORM, type Caller, type Database, type Door } from '@casbah/kit'
import { findToken, touchToken } from '../system-statements.ts'

/** `/token/<sha256 of the secret>`: the caller behind a token, as JSON; 404 when it is unknown, revoked or expired. */
export function tokenDoor(db: Database): Door {
  return async ({ path }) => {
    const hash = path.slice(path.lastIndexOf('/') + 1)
    const found = /^[0-9a-f]{64}$/.test(hash) ? await findToken(db, hash) : null
    if (!found) return { status: 404, body: JSON.stringify({ error: 'unknown token' }) }
    await touchToken(db, hash)
    const caller: Caller = {
      tenant: found.tenant === PLATFORM ? null : found.tenant,
      scopes: found.scopes,
      actor: { kind: 'TOKEN', id: found.id, name: found.name, email: null },
      expiresAt: found.expiresAt.getTime(),
    }
    return { status: 200, body: JSON.stringify(caller) }
  }
}
