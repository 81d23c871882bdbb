import { randomUUID } from 'node:crypto'
import { type Caller, type Database, type Tx, type UserErrorData, userError } from '@casbah/kit'
import { freshSecret, isSecret, type HostedApp } from '@casbah/host'
import { App } from '../app/app.entity.ts'
import { changeApp, nameTaken } from '../app/change-app.ts'
import type { ConnectorHost } from '../collection/connector-host.ts'
import type { Catalogue } from '../connector/catalogue.ts'
import type { Vault } from '../credential/vault.ts'
import { takeConsent } from '../system-statements.ts'
import { isUuid } from '../uuid.ts'
import { CALLBACK } from './consent-door.ts'
import {
  CONSENT_MINUTES,
  hashOf,
  keepPending,
  openPending,
  type ConsentActor,
  type Pending,
} from './pending-consent.ts'

export interface ConsentParts {
  db: Database
  catalogue: Catalogue
  vault: Vault
  host: ConnectorHost
  /** The gateway's address as browsers reach it; null when nobody said. */
  publicUrl: () => string | null
  /** Epoch milliseconds. */
  now: () => number
  poke: () => void
}

/** What came back at the redirect address. */
export interface ConsentAnswer {
  state: string | null
  code: string | null
  error: string | null
  errorDescription: string | null
}

/** The name of the app that is connected now; or why it is not, in a sentence to show. */
export type ConsentOutcome = { connected: string } | { refused: string; status: number }

/** Whose app is to become what. */
export interface ConsentWanted extends Omit<Pending, 'verifier' | 'redirectUri'> {
  app: Pick<App, 'id' | 'slug' | 'connectedAt' | 'backfillSince'>
}

/** Lets administrators consent at the vendor: an answer is taken once, within ten minutes, for the tenant and the caller who asked. */
export class ConsentService {
  private readonly parts: ConsentParts

  constructor(parts: ConsentParts) {
    this.parts = parts
  }

  /** Whether apps of this auth kind are signed in to by consent. */
  isFor(slug: string, authKind: string): boolean {
    const kinds = this.parts.catalogue.describe(slug)?.card.auth ?? []
    return kinds.find(({ name }) => name === authKind)?.scheme.type === 'authorizationCode'
  }

  /** What keeps this caller from asking for a consent; null when nothing does. */
  hindrance(caller: Caller | null): UserErrorData | null {
    if (!caller || caller.actor.kind === 'SYSTEM')
      return userError('BAD_USER_INPUT', NEEDS_SOMEBODY, ['input', 'authKind'])
    return this.parts.publicUrl() === null ? userError('BAD_CONFIG', NO_ADDRESS, ['input', 'authKind']) : null
  }

  /** Where to send the administrator's browser; an earlier address of the same app ends. */
  async begin(
    tenant: string,
    caller: Caller,
    { app, ...wanted }: ConsentWanted,
  ): Promise<{ url: string } | { error: UserErrorData }> {
    const { db, vault, host, now } = this.parts
    // The public address may lie below a path of a proxy's.
    const redirectUri = `${(this.parts.publicUrl() ?? '').replace(/\/+$/, '')}${CALLBACK}`
    const [state, verifier] = [freshSecret(), freshSecret()]
    const pending: Pending = { ...wanted, verifier, redirectUri }
    const address = await host.consentAddress(hostedOf(tenant, app, pending), { redirectUri, state, verifier })
    if ('problem' in address) return { error: { ...address.problem, path: ['input', 'config'] } }
    const { kind, id } = caller.actor
    const actor: ConsentActor = { kind, id, expiresAt: caller.expiresAt }
    await db.write(tenant, tx => keepPending(tx, vault, app.id, state, { actor, pending, now: now() }))
    return { url: address.url }
  }

  /** Takes the vendor's answer. `caller` is who brought it, null for a browser without a token. */
  async finish(answer: ConsentAnswer, caller: Caller | null): Promise<ConsentOutcome> {
    const { db, vault, host, now, poke } = this.parts
    const taken = isSecret(answer.state) ? await takeConsent(db, hashOf(answer.state)) : null
    if (!taken) return refused(404, UNKNOWN)
    if (taken.expiresAt.getTime() <= now()) return refused(410, EXPIRED)
    const { tenant, actor } = taken
    if (caller && (caller.tenant !== tenant || caller.actor.id !== actor.id)) return refused(403, ANOTHER)
    const found = await db.read(tenant, async tx => {
      const app = await tx.em.findOne(App, { tenant, id: taken.app }, { disableIdentityMap: true })
      return { app, mayStill: await mayStill(tx, actor, now()) }
    })
    if (!found.mayStill) return refused(403, LOST_RIGHTS)
    const { app } = found
    if (!app || app.state === 'DISCONNECTED') return refused(404, GONE)
    if (answer.error !== null || answer.code === null) return refused(400, vendorRefused(answer))
    const pending = openPending(vault, tenant, app.id, taken.sealed)
    const hosted = hostedOf(tenant, app, pending)
    const redeemed = await host.redeem(hosted, {
      code: answer.code,
      verifier: pending.verifier,
      redirectUri: pending.redirectUri,
    })
    if ('problem' in redeemed) return refused(502, redeemed.problem.message)
    // Under an id of its own: an app that is read goes on with its old sign-in until this one is proved.
    const tried = await host.tryOut({ ...hosted, id: randomUUID() }, { session: redeemed.session })
    if ('problem' in tried) return refused(502, tried.problem.message)
    const { name, config, authKind, credentials } = pending
    const refusal = await db.write(tenant, async tx => {
      if (await nameTaken(tx, name, app.id)) return NAME_TAKEN
      const signIn = { credentials, ...tried }
      const changed = await changeApp(tx, vault, { id: app.id, version: null, name, config, authKind, signIn })
      return changed ? null : GONE
    })
    if (refusal !== null) return refused(409, refusal)
    poke()
    return { connected: name }
  }
}

/** Whoever asked must still be let in when the answer comes. */
async function mayStill(tx: Tx, { kind, id, expiresAt }: ConsentActor, now: number): Promise<boolean> {
  if (expiresAt !== null && expiresAt <= now) return false
  if (kind !== 'TOKEN') return kind === 'MEMBER'
  if (id === null || !isUuid(id)) return false
  const [token] = await tx.query<{ scopes: string[] }>(
    'select scopes from apps.api_token where tenant = $1 and id = $2 and revoked_at is null and expires_at > $3',
    [tx.tenant, id, new Date(now)],
  )
  return token?.scopes.includes('apps:write') ?? false
}

function hostedOf(
  tenant: string,
  app: ConsentWanted['app'],
  { config, authKind, credentials }: Pick<Pending, 'config' | 'authKind' | 'credentials'>,
): HostedApp {
  return {
    id: app.id,
    tenant,
    connector: app.slug,
    config,
    authKind,
    credentials,
    connectedAt: app.connectedAt.getTime(),
    backfillSince: app.backfillSince?.getTime() ?? null,
    epoch: 0,
  }
}

function vendorRefused({ error, errorDescription }: ConsentAnswer): string {
  if (error === null) return `The vendor's answer holds no code. ${AGAIN}`
  const words = errorDescription ? `${error}: ${errorDescription}` : error
  return `The vendor did not consent (${words.slice(0, 500)}). ${AGAIN}`
}

const refused = (status: number, sentence: string): ConsentOutcome => ({ refused: sentence, status })

const AGAIN = 'Ask for a new address with updateApp, naming the authKind, and consent there.'
const UNKNOWN = `This consent is not awaited: it was used already, another one was asked for since, or the address is not whole. ${AGAIN}`
const EXPIRED = `This consent came too late; there are ${CONSENT_MINUTES} minutes for it. ${AGAIN}`
const ANOTHER = `This consent was asked for by somebody else. Open the address that you were given, and no other. ${AGAIN}`
const LOST_RIGHTS = `Whoever asked for this consent may no longer connect apps. Let somebody with a working token ask for a new one.`
const GONE = 'The app is not connected any more. Connect it anew.'
const NAME_TAKEN = `Another app has taken the name meanwhile. Choose another with updateApp. ${AGAIN}`
const NEEDS_SOMEBODY =
  'This way to sign in needs an administrator’s consent. Connect the app with connectApp and open the address that it answers.'
const NO_ADDRESS =
  'Consents need the address at which browsers reach the gateway. Let the operator set CASBAH_PUBLIC_URL, and register that address with /connect/callback at the vendor.'
