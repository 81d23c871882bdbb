import { PLATFORM, type Database, type Logger } from '@casbah/kit'
import {
  loadConnector,
  type LoadedConnector,
  type LoadOptions,
  type PackageStore,
  type ReadyConnector,
} from '@casbah/host'
import type { ConnectorHost } from '../collection/connector-host.ts'
import type { Catalogue } from './catalogue.ts'
import { installedVersions, keptTarball } from './installed-table.ts'

export interface FleetParts {
  db: Database
  logger: Logger
  catalogue: Catalogue
  host: Pick<ConnectorHost, 'load' | 'unload'>
  store: PackageStore
  loading: LoadOptions
  /** Apps that were stopped because their connector was replaced: read them on. */
  onReplaced(apps: string[]): void
}

/** The installed connectors of this process, brought in line with the database, whichever process wrote that. */
export class Fleet {
  private readonly parts: FleetParts
  /** Version by slug that was last taken up here, well or not. */
  private readonly taken = new Map<string, string>()
  private turn: Promise<unknown> = Promise.resolve()
  private looking: Promise<void> | null = null

  constructor(parts: FleetParts) {
    this.parts = parts
  }

  /** Changes come one after another; `work` is one that is decided here. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work)
    this.turn = done.catch(() => undefined)
    return done
  }

  /** Takes up what was installed, upgraded or removed since. */
  look(): Promise<void> {
    // One look that waits for its turn is enough.
    return (this.looking ??= this.inTurn(() => {
      this.looking = null
      return this.lookOnce()
    }).catch((error: unknown) => {
      this.parts.logger.warn({ error: (error as Error).message }, 'installed connectors could not be looked after')
    }))
  }

  /** Unpacks a package and loads it beside the running ones; nothing else learns of it yet. */
  async prove(tarball: Uint8Array, integrity: string): Promise<LoadedConnector> {
    const { store, loading } = this.parts
    const one = await loadConnector(await store.unpack(tarball, integrity), loading)
    if (one.state === 'FAILED') await store.forget(integrity)
    return one
  }

  /** Puts a proved connector in the place of the one with its slug. */
  async take(connector: ReadyConnector): Promise<void> {
    const { catalogue, host, onReplaced } = this.parts
    this.taken.set(connector.slug, connector.version)
    catalogue.put(connector)
    onReplaced(await host.load(connector))
  }

  /** Forgets a connector, and its unpacked packages where they are told. */
  async drop(slug: string, integrities: string[] = []): Promise<void> {
    const { catalogue, host, store } = this.parts
    this.taken.delete(slug)
    catalogue.remove(slug)
    await host.unload(slug)
    for (const integrity of integrities) await store.forget(integrity)
  }

  private async lookOnce(): Promise<void> {
    const { db, catalogue, logger } = this.parts
    const wanted = await db.read(PLATFORM, installedVersions)
    for (const slug of this.taken.keys()) if (!wanted.some(one => one.slug === slug)) await this.drop(slug)
    for (const { slug, version } of wanted) {
      if (this.taken.get(slug) === version) continue
      this.taken.set(slug, version)
      const kept = await db.read(PLATFORM, tx => keptTarball(tx, slug, version))
      if (!kept) continue
      const one = await this.proved(slug, version, kept)
      if (one.state === 'READY') await this.take(one)
      else {
        logger.error({ connector: slug, version, problems: one.problems }, 'an installed connector cannot be loaded')
        // The version before goes on where there is one.
        if (!catalogue.ready(slug)) catalogue.put(one)
      }
    }
  }

  /** The package as it was proved when it was installed; here it may fail all the same, or find its slug taken. */
  private async proved(slug: string, version: string, kept: { tarball: Buffer; integrity: string }) {
    const failed = (problem: string, remedy: string): LoadedConnector => {
      return { state: 'FAILED', folder: slug, slug, version, name: null, problems: [problem], remedy }
    }
    try {
      const one = await this.prove(kept.tarball, kept.integrity)
      if (one.state === 'FAILED') return { ...one, slug }
      const other = this.parts.catalogue.ready(slug)
      const clash = one.slug !== slug || (other && !this.isInstalled(other))
      if (!clash) return one
      await one.runner.close()
      return failed(`The slug "${one.slug}" is taken by a connector that was not installed.`, 'Remove one of the two.')
    } catch (error) {
      return failed(`It cannot be unpacked: ${(error as Error).message}`, 'See that the disk is not full.')
    }
  }

  /** Whether a loaded connector came by installation rather than with Casbah or by its settings. */
  isInstalled({ folder }: LoadedConnector): boolean {
    return this.parts.store.holds(folder)
  }
}
