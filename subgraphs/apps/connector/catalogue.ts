import { createHash } from 'node:crypto'
import { PLATFORM, type Database } from '@casbah/kit'
import type { ConnectorDescription, LoadedConnector, ReadyConnector } from '@casbah/host'
import { connectorChanged, describeConnector } from './describe.ts'

/** What an operator entered as configuration, parsed by the connector; or what is wrong with it. */
export type ParsedConfig = { config: Record<string, unknown> } | { problems: string[] }

/** The connectors of this process, by slug. */
export class Catalogue {
  private readonly loaded: LoadedConnector[]
  private readonly ready: Map<string, ReadyConnector>

  constructor(loaded: LoadedConnector[]) {
    this.loaded = loaded
    this.ready = new Map(loaded.flatMap(one => (one.state === 'READY' ? [[one.slug, one] as const] : [])))
  }

  /** What a connector says of itself; null when there is none that could be loaded. */
  describe(slug: string): ConnectorDescription | null {
    return this.ready.get(slug)?.description ?? null
  }

  /** The action behind a spec id such as `okta/suspend-user`. */
  action(spec: string): ConnectorDescription['actions'][number] | null {
    const at = spec.indexOf('/')
    return this.describe(spec.slice(0, at))?.actions.find(action => action.name === spec.slice(at + 1)) ?? null
  }

  async parseConfig(slug: string, config: Record<string, unknown>): Promise<ParsedConfig> {
    const connector = this.ready.get(slug)
    if (!connector) return { problems: [`The connector ${slug} is not loaded.`] }
    return connector.runner.ask('configure', { config })
  }

  /** Writes what was found into the registry's table and tells the neighbours of cards that changed. */
  async publish(db: Database): Promise<void> {
    await db.write(PLATFORM, async tx => {
      for (const one of this.loaded) {
        const view = describeConnector(one)
        const description = JSON.stringify(view)
        const item = connectorChanged(one)
        const hash = createHash('sha256').update(description).update(JSON.stringify(item)).digest('hex')
        const changed = await tx.query(
          `insert into apps.connector as c (slug, state, description, card_hash) values ($1, $2, $3, $4)
           on conflict (slug) do update set state = $2, description = $3, card_hash = $4, changed_at = now()
           where c.card_hash <> $4 returning 1`,
          [view.slug, view.state, description, hash],
        )
        if (changed.length) tx.append('connector.changed', [item])
      }
    })
  }
}
