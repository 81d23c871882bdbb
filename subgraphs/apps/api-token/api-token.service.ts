import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { CasbahError, PLATFORM, type Database, type Tx } from '@casbah/kit'
import { SYSTEM, type Actor } from '../actor/actor.type.ts'
import { ApiToken } from './api-token.entity.ts'

/** Every scope that a tenant's token can have; `platform:*` belongs to no tenant. */
export const ALL_TENANT_SCOPES = [
  'apps:read',
  'apps:write',
  'governance:request',
  'governance:approve',
  'activities:read',
  'activities:raw',
  'alerts:read',
  'alerts:write',
  'policies:write',
  'posture:read',
  'posture:write',
  'tenant:admin',
] as const

/** What the operator of the platform may do: `apps:read` shows him connectors, and of no tenant any app. */
export const PLATFORM_SCOPES = ['platform:connectors', 'apps:read'] as const

export interface NewToken {
  name: string
  scopes: string[]
  expiresAt: Date
}

/** SHA-256 of a token's secret, hexadecimal: all that is kept of it. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Makes a token; the secret is in the answer and nowhere else. CONFLICT when a working one has the name. */
export async function makeToken(tx: Tx, wanted: NewToken, by: Actor): Promise<{ token: ApiToken; secret: string }> {
  await tx.query(
    'update apps.api_token set revoked_at = expires_at where name = $1 and revoked_at is null and expires_at <= now()',
    [wanted.name],
  )
  const [taken] = await tx.query(
    'select 1 from apps.api_token where tenant = $1 and name = $2 and revoked_at is null',
    [tx.tenant, wanted.name],
  )
  if (taken)
    throw new CasbahError(
      'CONFLICT',
      `There is a token named "${wanted.name}" already. Choose another name or revoke that one.`,
    )
  const secret = `csb_${randomBytes(32).toString('base64url')}`
  const token = tx.em.create(ApiToken, {
    tenant: tx.tenant,
    id: randomUUID(),
    ...wanted,
    hash: hashOf(secret),
    prefix: secret.slice(0, 10),
    createdBy: by,
    createdAt: new Date(),
    lastUsedAt: null,
    revokedAt: null,
  })
  await tx.em.persist(token).flush()
  return { token, secret }
}

/** For start-up and tests: makes a token of a tenant and gives its secret. */
export function createToken(db: Database, tenant: string, wanted: NewToken): Promise<string> {
  return db.write(tenant, async tx => (await makeToken(tx, wanted, SYSTEM)).secret)
}

/** Makes a token that belongs to no tenant, good for a year, and gives its secret. For whoever runs the machine. */
export function createPlatformToken(db: Database, name: string): Promise<string> {
  const expiresAt = new Date(Date.now() + 365 * 86_400_000)
  return createToken(db, PLATFORM, { name, scopes: [...PLATFORM_SCOPES], expiresAt })
}
