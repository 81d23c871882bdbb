import { PLATFORM, type Database } from '@casbah/kit'
import type { ConnectorDescription, DescriptionCache } from '@casbah/host'

/** Keeps descriptions in the database, those that no start has asked for in 90 days excepted. */
export function descriptionCache(db: Database): DescriptionCache {
  return {
    get: key =>
      db.write(PLATFORM, async tx => {
        const [found] = await tx.query<{ description: ConnectorDescription }>(
          'update apps.connector_description set used_at = now() where key = $1 returning description',
          [key],
        )
        return found?.description ?? null
      }),
    put: (key, description) =>
      db.write(PLATFORM, async tx => {
        await tx.query(`delete from apps.connector_description where used_at < now() - interval '90 days'`)
        await tx.query(
          'insert into apps.connector_description (key, description) values ($1, $2) on conflict do nothing',
          [key, JSON.stringify(description)],
        )
      }),
  }
}
