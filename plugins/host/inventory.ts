import type { AccountDraft } from '@casbah/sdk'
import type { Client } from './client.ts'
import type { ConnectorDescription } from './description.ts'
import { HostError } from './host-error.ts'
import type { Messages, Runner } from './messages.ts'
import type { HostedApp, HostProblem } from './ports.ts'
import { stuckList } from './stuck-list.ts'

const PAGE = 500

/** Accounts as all listings together show them. */
export interface InventoryPage {
  accounts: AccountDraft[]
  /** Listings that could not be read, with the reason: what only they tell is unknown. */
  skipped: { listing: string; problem: HostProblem }[]
  /** Rows that could not be read. */
  rejected: number
}

export interface ReadContext {
  app: HostedApp
  description: ConnectorDescription
  client: Client
  runner: Runner
  signal: AbortSignal
}

/** Reads every listing of accounts, lays the later over the earlier, and yields pages of 500; at least one, perhaps empty. */
export async function* readInventory(context: ReadContext): AsyncGenerator<InventoryPage> {
  const merged = new Map<string, Partial<AccountDraft> & { externalId: string }>()
  const skipped: InventoryPage['skipped'] = []
  let rejected = 0
  for (const [index, { name, scopes }] of context.description.listings
    .filter(({ kind }) => kind === 'accounts')
    .entries()) {
    try {
      for await (const row of rowsOf(context, name, scopes)) {
        if ('rejected' in row) rejected += 1
        else merged.set(row.externalId, { ...merged.get(row.externalId), ...given(row) })
      }
    } catch (error) {
      // Without the first nobody knows who exists.
      if (index === 0 || !(error instanceof HostError) || !(error.problem.code === 'FORBIDDEN' || error.status === 404))
        throw error
      const message = `The listing "${name}" could not be read; it needs ${scopes.join(', ')}. ${error.problem.message}`
      skipped.push({ listing: name, problem: { code: 'FORBIDDEN', message } })
    }
  }
  // One that no listing gives a state is known by a remark only, not as a login.
  const accounts = [...merged.values()].flatMap(one =>
    one.status === undefined ? [] : [{ ...one, status: one.status, email: one.email?.toLowerCase() }],
  )
  for (let from = 0; from === 0 || from < accounts.length; from += PAGE) {
    yield { accounts: accounts.slice(from, from + PAGE), skipped, rejected }
  }
}

async function* rowsOf({ app, client, runner, signal }: ReadContext, listing: string, scopes: string[]) {
  for (let cursor: string | null = null; ;) {
    const request = await runner.ask('page', { source: { kind: 'listing', name: listing }, config: app.config, cursor })
    const { bytes, headers } = await client.ask(request, { signal, scopes })
    const { rows, next, end }: Messages['accounts']['answer'] = await runner.ask('accounts', {
      listing,
      bytes,
      headers,
      cursor,
    })
    yield* rows
    if (end) return
    if (next === cursor) throw stuckList(listing)
    cursor = next
  }
}

function given(row: Partial<AccountDraft> & { externalId: string }): Partial<AccountDraft> & { externalId: string } {
  const fields = Object.entries(row).filter(([, value]) => value !== undefined)
  return { ...Object.fromEntries(fields), externalId: row.externalId }
}
