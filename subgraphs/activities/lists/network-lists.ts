import { setTimeout as sleep } from 'node:timers/promises'
import type { DataChanged, Logger, NetworkTag } from '@casbah/kit'
import type { Address } from '../network/address.ts'
import { AddressList, parseAddressList } from './address-list.ts'
import type { DataMetrics } from './data-metrics.ts'
import { ListReader, type ListText, type ReaderOptions } from './list-reader.ts'

/** What lists say of addresses, the first that has one wins. */
const TAGS = { tor: 'TOR', risky: 'RISKY', vpn: 'VPN', hosting: 'CLOUD' } as const satisfies Record<string, NetworkTag>

export type ListName = keyof typeof TAGS
const NAMES = Object.keys(TAGS) as ListName[]

export interface ListSettings {
  /** Files and https addresses of each list; several are taken together. */
  lists?: Partial<Record<ListName, readonly string[]>>
  /** Time from one reading to the next, ms. Default an hour. */
  everyMs?: number
  /** Whether addresses may be at hosts of no public network. */
  allowPrivate?: boolean
  request?: ReaderOptions['request']
  /** Epoch ms; default the computer's. */
  now?: () => number
}

const HOUR_MS = 3_600_000
/** How long the start waits for the first reading; what takes longer is used when it is there. */
const FIRST_MS = 5_000

/** One list, of as many sources as it has. */
interface Kept {
  name: ListName
  sources: { reader: ListReader; read: ListText | null; list: AddressList }[]
}

/** Lists of addresses that the operator names: read at the start and again on an interval; what fails keeps what was read before. */
export class NetworkLists {
  private readonly lists: readonly Kept[]
  private readonly everyMs: number
  private readonly logger: Logger
  private readonly metrics: DataMetrics
  private readonly changed: (data: DataChanged) => Promise<void>
  private readonly stopping = new AbortController()
  private loop: Promise<void> | null = null

  /** `changed` is told of each list when it was read, also of those that are not set. */
  constructor(
    { lists = {}, everyMs = HOUR_MS, allowPrivate = false, request, now = Date.now }: ListSettings = {},
    {
      logger,
      metrics,
      changed,
    }: { logger: Logger; metrics: DataMetrics; changed: (data: DataChanged) => Promise<void> },
  ) {
    const options: ReaderOptions = { allowPrivate, now, ...(request && { request }) }
    this.lists = NAMES.map(name => ({
      name,
      sources: (lists[name] ?? []).map(source => ({
        reader: new ListReader(source, options),
        read: null,
        list: new AddressList(),
      })),
    }))
    this.everyMs = everyMs
    this.logger = logger
    this.metrics = metrics
    this.changed = changed
  }

  /** What the lists say of an address; null when none has it. */
  tagOf(address: Address): NetworkTag | null {
    for (const { name, sources } of this.lists)
      for (const { list } of sources) if (list.entries && list.has(address)) return TAGS[name]
    return null
  }

  async start(): Promise<void> {
    const first = this.readAll()
    this.loop = first.then(() => this.again())
    await Promise.race([
      first,
      sleep(FIRST_MS, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined),
    ])
  }

  /** Ends at once, also a reading that is under way. */
  async stop(): Promise<void> {
    this.stopping.abort()
    await this.loop
  }

  /** Reads every list once. */
  async readAll(): Promise<void> {
    for (const kept of this.lists) {
      if (this.stopping.signal.aborted) return
      await this.read(kept)
    }
  }

  private async again(): Promise<void> {
    const { signal } = this.stopping
    while (!signal.aborted) {
      await sleep(this.everyMs, undefined, { signal, ref: false }).catch(() => undefined)
      if (!signal.aborted) await this.readAll()
    }
  }

  private async read({ name, sources }: Kept): Promise<void> {
    const { signal } = this.stopping
    let failed = false
    for (const source of sources) {
      try {
        const read = await source.reader.read(signal)
        if (read.text !== source.read?.text) source.list = await parseAddressList(read.text, signal)
        source.read = read
      } catch (error) {
        if (signal.aborted) return
        failed = true
        this.logger.warn(
          { list: name, source: shown(source.reader.source), error: (error as Error).message },
          'a list of addresses was not read; the one before is used on',
        )
      }
    }
    if (sources.length) this.metrics.read(name, failed)
    const built = sources.flatMap(({ read }) => read?.builtAt ?? [])
    const entries = sources.reduce((sum, { list }) => sum + list.entries, 0)
    // Of several sources the oldest tells how far all of them can be trusted.
    const builtAt = built.length && entries ? Math.min(...built) : null
    this.metrics.inUse(name, entries, builtAt)
    const source = sources.length ? sources.map(({ reader }) => shown(reader.source)).join(' ') : null
    try {
      await this.changed({ name, source, builtAt, entries })
    } catch (error) {
      this.logger.warn({ list: name, error: (error as Error).message }, 'a list was not told of; tries again')
    }
  }
}

/** A source without what may be secret in an address: user, password, query. */
function shown(source: string): string {
  if (!URL.canParse(source) || !/^[a-z][a-z0-9+.-]*:\/\//i.test(source)) return source
  const { protocol, host, pathname } = new URL(source)
  return `${protocol}//${host}${pathname}`
}
