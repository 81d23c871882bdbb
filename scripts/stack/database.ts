import { ensureRoles, LOG_MIGRATIONS, migrate, startPostgres, type SubgraphDefinition } from '@casbah/kit'
import { ACTIVITIES } from '@casbah/activities'
import { ALERTS } from '@casbah/alerts'
import { APPS } from '@casbah/apps'
import { POSTURE } from '@casbah/posture'
import { StartError } from './options.ts'

/** Every subgraph, in the order in which they start. */
export const SUBGRAPHS = [APPS, ACTIVITIES, ALERTS, POSTURE] as SubgraphDefinition<never>[]

/** A PostgreSQL that is ready: the one that `DATABASE_URL` names, else one of our own below the data directory. */
export async function openPostgres(dataDir: string): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.DATABASE_URL
  if (!given) return startPostgres({ dataDir })
  if (!/^postgres(ql)?:\/\//.test(given))
    throw new StartError('DATABASE_URL must look like postgres://user:password@host:5432/database.')
  return { url: given, stop: async () => undefined }
}

/** Brings roles, schemas and tables up to date; needs the address of a superuser, or of a role that may make roles. */
export async function prepareDatabase(url: string, masterKey: Uint8Array): Promise<void> {
  await ensureRoles(url, masterKey)
  await migrate(url, masterKey, 'log', LOG_MIGRATIONS)
  for (const subgraph of SUBGRAPHS) await migrate(url, masterKey, subgraph.name, subgraph.migrations)
}
