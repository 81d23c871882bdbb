import type { CredentialExpiry } from '@casbah/sdk'
import type { Clock } from '../clock.ts'
import type { HostedApp, Session } from '../ports.ts'

const DAY = 86_400_000
/** A smaller move is not worth writing down. */
const WORTH_MS = 3_600_000
/** Where every use moves it. */
const IDLE_WORTH_MS = DAY

/** Follows when an app's credentials end, from all that tells it, and says so when it changes. Times are epoch milliseconds. */
export class ExpiryWatch {
  readonly #expiry: CredentialExpiry
  readonly #app: Pick<HostedApp, 'credentials' | 'credentialsSince'>
  readonly #clock: Clock
  readonly #tell: (at: number | null) => void
  #byHeader: number | null = null
  #bySession: number | null = null
  #told: number | null | undefined

  constructor(
    expiry: CredentialExpiry | undefined,
    app: Pick<HostedApp, 'credentials' | 'credentialsSince'>,
    clock: Clock,
    tell: (at: number | null) => void,
  ) {
    this.#expiry = expiry ?? {}
    this.#app = app
    this.#clock = clock
    this.#tell = tell
  }

  /** When they end, as far as it is known. */
  get at(): number | null {
    return this.#told ?? null
  }

  /** The vendor took the credentials; its answer may tell of their end. */
  used(headers: Record<string, string>): void {
    const text = this.#expiry.header && headers[this.#expiry.header.toLowerCase()]
    const time = text ? Date.parse(text) : Number.NaN
    if (Number.isFinite(time)) this.#byHeader = time
    this.#judge()
  }

  session({ refreshExpiresAt, refreshToken, expiresAt }: Session): void {
    // Without a refresh token it is over with the access token.
    this.#bySession = refreshToken === null ? expiresAt : refreshExpiresAt
    this.#judge()
  }

  #judge(): void {
    const { field, idleDays, days } = this.#expiry
    const said = field ? Date.parse(this.#app.credentials[field] ?? '') : Number.NaN
    const fixed = [
      this.#byHeader,
      this.#bySession,
      Number.isFinite(said) ? said : null,
      days !== undefined && this.#app.credentialsSince !== undefined ? this.#app.credentialsSince + days * DAY : null,
    ]
    const idle = idleDays === undefined ? null : this.#clock.now() + idleDays * DAY
    const at = earliest([...fixed, idle])
    const worth = at !== null && at === idle ? IDLE_WORTH_MS : WORTH_MS
    const before = this.#told
    if (before === at || (before !== undefined && before !== null && at !== null && Math.abs(at - before) < worth))
      return
    // Nothing ever told of an end: nothing to say.
    if (before === undefined && at === null) return
    this.#told = at
    this.#tell(at)
  }
}

function earliest(times: (number | null)[]): number | null {
  const known = times.filter(time => time !== null)
  return known.length > 0 ? Math.min(...known) : null
}
