import type { GrantChanged, ResourceChanged, ResourceExposure, Severity, Topics } from '@casbah/kit'
import type { ActivityRef } from '../citation.ts'

/** What every thing has that policies judge. */
interface Common {
  id: string
  app: string
  /** When it was as it is here, epoch ms. */
  at: number
}

/** A resource as filters see it. */
export interface ResourceThing extends Common {
  of: 'resource'
  kind: string
  name: string
  /** Of the name, in lower case without the dot; null when it has none. */
  extension: string | null
  exposure: ResourceExposure
  sharedWith: string[]
  outsideDomains: string[]
  isSharedWithPersonalMail: boolean
  /** Id of the owning account. */
  owner: string | null
  /** Epoch ms. */
  modifiedAt: number | null
  label: string | null
}

/** An OAuth grant as filters see it. */
export interface GrantThing extends Common {
  of: 'grant'
  clientId: string
  clientName: string
  /** Id of the account that allowed it. */
  account: string | null
  scopes: string[]
  risk: Severity
  /** Epoch ms. */
  grantedAt: number | null
  publisher: string | null
}

/** A finding as filters see it. */
export interface FindingThing extends Common {
  of: 'finding'
  control: string
  title: string
  category: string
  severity: string
  frameworks: string[]
  status: string
  hasException: boolean
  /** The last status that told something: a failure goes on while its control cannot be judged. */
  standing: string
  /** The activity that changed what it says, when one was seen. */
  changedBy: ActivityRef | null
}

export type Thing = ResourceThing | GrantThing | FindingThing

/** What is known of a thing from others: its app's connector, and for a grant how many there are like it. */
export interface Around {
  /** Slug; null while the app is not known. */
  connector: string | null
  /** Grants of the same client in the same app. */
  grantedBy: number
  /** Accounts of the app. */
  accounts: number
}

/** Longest name of a resource that is kept; its ending is judged whole. */
const LONGEST = 2_000

export function resourceThing(item: ResourceChanged, at: number): ResourceThing {
  const { id, app, kind, name, exposure, sharedWith, outsideDomains = [], isSharedWithPersonalMail = false } = item
  return {
    of: 'resource',
    id,
    app,
    at,
    kind,
    name: name.length > LONGEST ? name.slice(0, LONGEST).toWellFormed() : name,
    extension: /[^/\\.]\.([^./\\\s]{1,16})$/.exec(name)?.[1]?.toLowerCase() ?? null,
    exposure,
    sharedWith,
    outsideDomains,
    isSharedWithPersonalMail,
    owner: item.ownerAccountId,
    modifiedAt: item.modifiedAt,
    label: item.label,
  }
}

export function grantThing(item: GrantChanged, at: number): GrantThing {
  const { id, app, clientId, clientName, accountId, scopes, risk, grantedAt, publisher } = item
  return { of: 'grant', id, app, at, clientId, clientName, account: accountId, scopes, risk, grantedAt, publisher }
}

/** Statuses that say nothing of the setting itself. */
const SILENT: ReadonlySet<string> = new Set(['CANNOT_TELL', 'ERROR'])

/** `before` is what the finding was, when that is known. */
export function findingThing(item: Topics['finding.changed'], before: FindingThing | null): FindingThing {
  const { id, app, at, control, title = control, category = '', severity, frameworks = [], hasException = false } = item
  const standing = SILENT.has(item.status) ? (before?.standing ?? item.before ?? item.status) : item.status
  return {
    of: 'finding',
    id,
    app,
    at,
    control,
    title,
    category,
    severity,
    frameworks,
    status: item.status,
    hasException,
    standing,
    changedBy: item.changedBy ?? null,
  }
}
