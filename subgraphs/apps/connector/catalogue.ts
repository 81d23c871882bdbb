import { createHash } from 'node:crypto'
import { PLATFORM, type Database, type Tx } from '@casbah/kit'
import type { ConnectorDescription, LoadedConnector, ReadyConnector, SandboxState } from '@casbah/host'
import { isOwn, OWN_ACTIONS } from './own-actions.ts'
import { connectorChanged, describeConnector, slugOfLoaded } from './describe.ts'

/** What an operator entered as configuration, parsed by the connector; or what is wrong with it. */
export type ParsedConfig = { config: Record<string, unknown> } | { problems: string[] }

/** The connectors of this process, by slug. */
export class Catalogue {
  /** By the slug that they are listed under. */
  private readonly loaded = new Map<string, LoadedConnector>()

  constructor(loaded: LoadedConnector[] = []) {
    // Those that can be used first: one that cannot is never listed in their place.
    for (const one of loaded.toSorted((a, b) => (a.state === b.state ? 0 : a.state === 'READY' ? -1 : 1))) this.put(one)
  }

  /** Lists a connector, in place of the one under its slug; a failed one never in place of one that works. Its slug in the list. */
  put(one: LoadedConnector): string {
    const wanted = slugOfLoaded(one)
    const slug = one.state === 'FAILED' && this.ready(wanted) ? `failed-${wanted}` : wanted
    this.loaded.set(slug, one)
    return slug
  }

  remove(slug: string): void {
    this.loaded.delete(slug)
  }

  get(slug: string): LoadedConnector | null {
    return this.loaded.get(slug) ?? null
  }

  ready(slug: string): ReadyConnector | null {
    const one = this.loaded.get(slug)
    return one?.state === 'READY' ? one : null
  }

  /** What a connector says of itself; null when there is none that could be loaded. */
  describe(slug: string): ConnectorDescription | null {
    return this.ready(slug)?.description ?? null
  }

  /** The process that a connector runs in; null when it has none now. */
  sandbox(slug: string): SandboxState | null {
    return this.ready(slug)?.runner.sandbox() ?? null
  }

  /** The action behind a spec id such as `okta/suspend-user`. */
  action(spec: string): ConnectorDescription['actions'][number] | null {
    const at = spec.indexOf('/')
    if (isOwn(spec)) return OWN_ACTIONS.find(action => action.name === spec.slice(at + 1)) ?? null
    return this.describe(spec.slice(0, at))?.actions.find(action => action.name === spec.slice(at + 1)) ?? null
  }

  async parseConfig(slug: string, config: Record<string, unknown>): Promise<ParsedConfig> {
    const connector = this.ready(slug)
    if (!connector) return { problems: [`The connector ${slug} is not loaded.`] }
    try {
      return await connector.runner.ask('configure', { config })
    } catch (error) {
      return { problems: [`The connector could not look at it: ${(error as Error).message}`] }
    }
  }

  /** Writes what was found into the registry's table and tells the neighbours of cards that changed. */
  async publish(db: Database): Promise<void> {
    await db.write(PLATFORM, async tx => {
      for (const [slug, one] of this.loaded) await publishConnector(tx, slug, one)
    })
  }
}

/** Writes one connector as the graph shows it, when it changed, and tells the neighbours. */
export async function publishConnector(tx: Tx, slug: string, one: LoadedConnector, upgrading = false): Promise<void> {
  const view = { ...describeConnector(one), slug, ...(upgrading && { state: 'UPGRADING' as const }) }
  const description = JSON.stringify(view)
  const item = { ...connectorChanged(one), slug }
  const hash = createHash('sha256').update(description).update(JSON.stringify(item)).digest('hex')
  const changed = await tx.query(
    `insert into apps.connector as c (slug, state, description, card_hash) values ($1, $2, $3, $4)
     on conflict (slug) do update set state = $2, description = $3, card_hash = $4, changed_at = now()
     where c.card_hash <> $4 returning 1`,
    [slug, view.state, description, hash],
  )
  if (changed.length && !upgrading) tx.append('connector.changed', [item])
}
