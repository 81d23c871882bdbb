import type { ActivityDraft, ActorDraft, IpDraft } from '@casbah/sdk'
import { isIP } from 'node:net'
import type { ConnectorDescription } from './description.ts'
import { boundedId, type Ordinals } from './identity.ts'
import type { RowAnswer } from './messages.ts'
import type { HostActivity } from './ports.ts'
import { readTime } from './time.ts'

/** An activity before it is known when and in which lane it was read. */
export type NormalActivity = Omit<HostActivity, 'observedAt' | 'lane' | 'time'> & { time: number | null }

/** Longest texts kept, in UTF-16 units: what is indexed, and what is only shown. `raw` keeps all. */
const INDEXED = 500
const SHOWN = 2_000

/** Gives rows identity, time and meaning, and columns clean text; counts what it had to mend. */
export class Normaliser {
  readonly #description: ConnectorDescription
  /** Vendor actions that the vocabulary lacks, with how often they came. */
  readonly unknownActions = new Map<string, number>()
  /** Texts in which NUL or half a surrogate pair was replaced. */
  repaired = 0

  constructor(description: ConnectorDescription) {
    this.#description = description
  }

  /** None, one or several activities of one row. */
  activities(
    stream: string,
    row: Exclude<RowAnswer, { rejected: string }>,
    raw: string,
    ordinals: Ordinals,
  ): NormalActivity[] {
    const id = this.#text(row.id, Infinity) ?? ''
    const vendorId = boundedId(row.hashed ? ordinals.number(id) : id)
    return row.activities.map((draft, part) => this.#activity(stream, vendorId, part, row.time, draft, raw))
  }

  #activity(
    stream: string,
    vendorId: string,
    part: number,
    time: number | null,
    draft: ActivityDraft,
    raw: string,
  ): NormalActivity {
    const vendorAction = this.#text(draft.vendorAction, INDEXED) ?? 'unknown'
    const { vocabulary } = this.#description
    const [action, classUid, activityId] = Object.hasOwn(vocabulary, vendorAction)
      ? (vocabulary[vendorAction] ?? OTHER)
      : OTHER
    if (action === 'other' && (this.unknownActions.size < 5_000 || this.unknownActions.has(vendorAction))) {
      this.unknownActions.set(vendorAction, (this.unknownActions.get(vendorAction) ?? 0) + 1)
    }
    const { actor } = draft
    return {
      stream,
      vendorId,
      part,
      time: draft.time == null ? time : readTime(draft.time),
      action,
      vendorAction,
      classUid,
      activityId,
      severity: draft.severity ?? 'INFORMATIONAL',
      outcome: draft.outcome ?? 'UNKNOWN',
      outcomeReason: this.#text(draft.outcomeReason, SHOWN),
      actor: actor ? { ...this.#party(actor), kind: actor.kind ?? 'user' } : null,
      targets: (draft.targets ?? []).map(target => ({
        kind: this.#text(target.kind, INDEXED) ?? 'unknown',
        ...this.#party(target),
      })),
      ip: draft.ip ? this.#ip(draft.ip) : null,
      userAgent: this.#text(draft.userAgent, SHOWN),
      sessionId: this.#text(draft.sessionId, INDEXED),
      isAdmin: draft.isAdmin === true,
      isImpersonated: draft.isImpersonated === true,
      raw,
    }
  }

  #party({ id, email, name }: Pick<ActorDraft, 'id' | 'email' | 'name'>) {
    return {
      id: this.#text(id, INDEXED),
      email: this.#text(email, INDEXED)?.toLowerCase() ?? null,
      name: this.#text(name, INDEXED),
    }
  }

  #ip({ address, country, city, asn, isp }: IpDraft): HostActivity['ip'] {
    if (typeof address !== 'string' || isIP(address) === 0 || address.includes('%')) return null
    return {
      address,
      country: typeof country === 'string' && /^[A-Za-z]{2}$/.test(country) ? country.toUpperCase() : null,
      city: this.#text(city, INDEXED),
      asn: typeof asn === 'number' && Number.isInteger(asn) && asn > 0 && asn < 2 ** 32 ? asn : null,
      isp: this.#text(isp, INDEXED),
    }
  }

  /** Clean text for a column: PostgreSQL holds neither NUL nor half a surrogate pair. */
  #text(value: unknown, longest: number): string | null {
    if (typeof value === 'number') return String(value)
    if (typeof value !== 'string' || value === '') return null
    const clean = (value.length > longest ? value.slice(0, longest) : value).replaceAll('\0', '\ufffd').toWellFormed()
    if (value.length <= longest && clean !== value) this.repaired += 1
    return clean
  }
}

const OTHER = ['other', 0, 99] as const
