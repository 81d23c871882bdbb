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
    const login = (role: Role) =>
      `alter role ${role} login password ${client.escapeLiteral(rolePassword(master, role))}`
    const statements = [
      ...ROLES.map(role => `do $$ begin create role ${role}; exception when duplicate_object then null; end $$`),
      login('casbah_owner'),
      login('casbah_app'),
      `${login('casbah_system')} bypassrls`,
      'alter role casbah_search nologin bypassrls',
      'grant casbah_search to casbah_owner',
      `grant create, connect on database ${database} to casbah_owner`,
    ]
    for (const statement of statements) await repeatWhileRaced(() => client.query(statement))
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
  } finally {
    await client.end()
  }
}

/**
 * Roles are the cluster's and several of its databases may be prepared at once; no lock of PostgreSQL that every administrator may take
 * spans databases. A statement that met another's change of the same row says so and is given again: each may be given twice.
 */
async function repeatWhileRaced(statement: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await statement()
      return
    } catch (error) {
      const { code, message } = error as { code?: string; message: string }
      const raced = code === '23505' || (code === 'XX000' && message.includes('concurrently'))
      if (!raced || tries === 50) throw error
      await new Promise(done => setTimeout(done, Math.random() * 20))
    }
  }
}
