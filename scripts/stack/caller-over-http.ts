import { createHash } from 'node:crypto'
import { signCaller, type Caller } from '@casbah/kit'

const GATEWAY: Caller = {
  tenant: null,
  scopes: [],
  actor: { kind: 'SYSTEM', id: null, name: 'gateway', email: null },
  expiresAt: null,
}

/** Whom a bearer token stands for, asked of the apps service by the token's hash. */
export async function callerOverHttp(appsUrl: string, bearer: string, contextKey: Uint8Array): Promise<Caller | null> {
  const hash = createHash('sha256').update(bearer).digest('hex')
  const response = await fetch(new URL(`/token/${hash}`, appsUrl), {
    headers: { 'x-casbah-caller': await signCaller(GATEWAY, contextKey) },
    signal: AbortSignal.timeout(5_000),
  })
  if (response.status === 404) return null
  if (!response.ok) throw new Error(`apps answered ${response.status} when asked for a token`)
  return (await response.json()) as Caller
}
