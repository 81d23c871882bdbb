import type { GrantChanged, ResourceChanged, Topics } from '@casbah/kit'
import { minute } from './activity.ts'

/** A file of Ann's that nobody else sees, as it was listed at first, unless told otherwise. */
export function resource(id: string, parts: Partial<ResourceChanged> = {}): ResourceChanged {
  return {
    id,
    app: 'app-drive',
    externalId: `vendor-${id}`,
    kind: 'FILE',
    name: `/plans/${id}.docx`,
    exposure: 'PRIVATE',
    exposureBefore: null,
    sharedWith: [],
    ownerAccountId: 'account-ann',
    modifiedAt: minute(0),
    label: null,
    gone: false,
    outsideDomains: [],
    isSharedWithPersonalMail: false,
    lane: 'live',
    at: minute(1),
    ...parts,
  }
}

/** What Ann let a harmless app do, unless told otherwise. */
export function grant(id: string, parts: Partial<GrantChanged> = {}): GrantChanged {
  return {
    id,
    app: 'app-drive',
    externalId: `vendor-${id}`,
    clientId: `client-${id}`,
    clientName: 'Notes',
    accountId: 'account-ann',
    scopes: ['read'],
    risk: 'LOW',
    grantedAt: minute(0),
    publisher: null,
    gone: false,
    lane: 'live',
    at: minute(1),
    ...parts,
  }
}

/** A control that failed and had passed before, unless told otherwise. */
export function finding(id: string, parts: Partial<Topics['finding.changed']> = {}): Topics['finding.changed'] {
  return {
    id,
    app: 'app-drive',
    connector: 'google-workspace',
    control: 'google-workspace/two-step-enforced',
    status: 'FAIL',
    before: 'PASS',
    severity: 'HIGH',
    at: minute(1),
    title: 'Two-step verification is enforced',
    category: 'Identity',
    frameworks: ['CIS'],
    hasException: false,
    ...parts,
  }
}
