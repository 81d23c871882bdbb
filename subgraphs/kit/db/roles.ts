import pg from 'pg'
import { deriveKey } from '../keys.ts'

/** Roles of DESIGN §11: who owns, who serves, who reads across tenants, who owns the search functions. */
export const ROLES = ['casbah_owner', 'casbah_app', 'casbah_system', 'casbah_search'] as const
export type Role = (typeof ROLES)[number]

/** Schemas: one a subgraph, one for the event log. */
export const SCHEMAS = ['log', 'apps', 'activities', 'alerts', 'posture'] as const

/** Password of a login role, derived from the master key, so that no service keeps one. */
export function rolePassword(master: Uint8Array, role: Role): string {
  return deriveKey(master, 'postgres', role).toString('hex')
}

/** The same database as another role. */
export function urlAs(url: string, role: Role, master: Uint8Array): string {
  const address = new URL(url)
  address.username = role
  address.password = rolePassword(master, role)
  return address.toString()
}

/** Makes roles and schemas where they lack; needs a superuser (or CREATEROLE with ownership of the database). */
export async function ensureRoles(superUrl: string, master: Uint8Array): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl })
  await client.connect()
  try {
    const database = client.escapeIdentifier(new URL(superUrl).pathname.slice(1))
    // Several databases of one cluster may be prepared at once; roles are the cluster's.
    await client.query('select pg_advisory_lock(872634)')
    for (const role of ROLES) {
      const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role])
      if (!rowCount) await client.query(`create role ${role}`)
    }
    const login = (role: Role) =>
      `alter role ${role} login password ${client.escapeLiteral(rolePassword(master, role))}`
    await client.query(login('casbah_owner'))
    await client.query(login('casbah_app'))
    await client.query(`${login('casbah_system')} bypassrls`)
    await client.query('alter role casbah_search nologin bypassrls')
    await client.query('grant casbah_search to casbah_owner')
    await client.query(`grant create, connect on database ${database} to casbah_owner`)
    for (const schema of SCHEMAS) {
      await client.query(`create schema if not exists ${schema} authorization casbah_owner`)
      await client.query(`grant usage on schema ${schema} to casbah_app, casbah_system, casbah_search`)
      for (const role of ['casbah_app', 'casbah_system']) {
        const grants = [
          `grant select, insert, update, delete on tables to ${role}`,
          `grant usage on sequences to ${role}`,
        ]
        for (const grant of grants)
          await client.query(`alter default privileges for role casbah_owner in schema ${schema} ${grant}`)
      }
    }
    await client.query(
      'alter default privileges for role casbah_owner in schema activities grant select on tables to casbah_search',
    )
    await client.query('select pg_advisory_unlock(872634)')
  } finally {
    await client.end()
  }
}
