import type { StoredActivity } from '@casbah/kit'

/** Tuesday, 2 March 2027, 09:00 UTC: when test stories begin. */
export const START = Date.UTC(2027, 2, 2, 9)

/** Minutes of a story as epoch ms. */
export const minute = (minutes: number) => START + minutes * 60_000

/** A sign-in of Ann from Berlin, unless told otherwise. */
export function activity(id: string, parts: Partial<StoredActivity> = {}): StoredActivity {
  const time = parts.time ?? START
  return {
    type: 'activity',
    id,
    app: 'app-okta',
    connector: 'okta',
    stream: 'system-log',
    vendorId: id,
    part: 0,
    time,
    observedAt: time + 1_000,
    lane: 'live',
    isSimulated: false,
    action: 'user.login',
    vendorAction: 'user.session.start',
    classUid: 3002,
    activityId: 1,
    severity: 'INFORMATIONAL',
    outcome: 'SUCCESS',
    outcomeReason: null,
    actor: { id: 'vendor-ann', email: 'ann@acme.example', name: 'Ann Lee', kind: 'user' },
    targets: [],
    ip: place('DE'),
    userAgent: null,
    sessionId: null,
    isAdmin: false,
    isImpersonated: false,
    raw: '{}',
    accountId: 'account-ann',
    userId: 'user-ann',
    targetAccountIds: [],
    browser: null,
    os: null,
    lastSeenForUser: null,
    uncommonForUser: null,
    ...parts,
  }
}

export function place(country: string, address = '203.0.113.7'): NonNullable<StoredActivity['ip']> {
  return { address, country, city: null, asn: null, isp: null, networkTag: null }
}

/** Several activities of a kind, some seconds apart. */
export function burst(
  prefix: string,
  count: number,
  parts: Partial<StoredActivity>,
  secondsApart = 2,
): StoredActivity[] {
  return Array.from({ length: count }, (_, n) =>
    activity(`${prefix}-${n}`, { ...parts, time: (parts.time ?? START) + n * secondsApart * 1000 }),
  )
}

/** A password guessed in fifteen tries from one address, then a success; all from one country. */
export function guessing(prefix: string, time: number, who: Partial<StoredActivity> = {}): StoredActivity[] {
  const from = { ip: place('DE', '198.51.100.9'), ...who }
  return [
    ...burst(prefix, 15, { ...from, time, outcome: 'FAILURE' }),
    activity(`${prefix}-in`, { ...from, time: time + 40_000 }),
  ]
}
