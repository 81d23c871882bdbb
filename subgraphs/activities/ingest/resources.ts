import type { ResourceChanged, Tx } from '@casbah/kit'
import { cleanText } from './clean-text.ts'

/** Something that a vendor names by its own id, in one app. */
export interface Named {
  app: string
  externalId: string
}

/** Resources by what vendors call them, those that are gone too. */
export class ResourceLookup {
  private readonly ids: Map<string, string>

  private constructor(ids: Map<string, string>) {
    this.ids = ids
  }

  /** Knows nothing. */
  static readonly NONE = new ResourceLookup(new Map())

  /** Reads all resources that are named, in one query. */
  static async read(tx: Tx, named: readonly Named[]): Promise<ResourceLookup> {
    if (!named.length) return new ResourceLookup(new Map())
    const rows = await tx.query<Named & { id: string }>(
      `select app, external_id as "externalId", id from activities.resource
       where app = any($1::text[]) and external_id = any($2::text[])`,
      [[...new Set(named.map(({ app }) => app))], [...new Set(named.map(({ externalId }) => externalId))]],
    )
    return new ResourceLookup(new Map(rows.map(({ app, externalId, id }) => [key(app, externalId), id])))
  }

  find({ app, externalId }: Named): string | null {
    return this.ids.get(key(app, externalId)) ?? null
  }
}

const key = (app: string, externalId: string) => `${app}\0${externalId}`

/** Keeps the copy of which ids resources have; one that is gone keeps its own, so that history can name it. */
export async function copyResources(items: readonly ResourceChanged[], tx: Tx): Promise<void> {
  const last = new Map(items.map(item => [item.id, item]))
  const rows = [...last.values()].map(({ id, app, externalId }) => ({ id, app, external_id: cleanText(externalId) }))
  await tx.query(
    `insert into activities.resource (tenant, id, app, external_id)
     select current_setting('app.tenant'), r.* from json_to_recordset($1::json) as r(id text, app text, external_id text)
     on conflict (tenant, id) do nothing`,
    [JSON.stringify(rows)],
  )
}
