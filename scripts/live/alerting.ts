import type { StoredActivity } from '@casbah/kit'
import { ask, type Endpoint } from '../e2e/harness.ts'

// Alerts on demand, for what measures and tests their delivery: each activity makes one, by the policy that its number is of.

/** Makes policies of which each takes every n-th activity; returns their ids. */
export async function makePolicies(endpoint: Pick<Endpoint, 'url' | 'token'>, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < count; n++) {
    const input = {
      name: `Filter ${n}`,
      kind: 'ACTIVITY',
      severity: 'HIGH',
      enabled: true,
      definition: { filter: { vendorAction: { in: [`made.${n}`] } } },
    }
    const { createPolicy } = await ask<{
      createPolicy: { policy: { id: string } | null; userErrors: { message: string }[] }
    }>(
      endpoint,
      'mutation ($input: CreatePolicyInput!) { createPolicy(input: $input) { policy { id } userErrors { message } } }',
      { input },
    )
    if (!createPolicy.policy) throw new Error(createPolicy.userErrors.map(each => each.message).join(' '))
    ids.push(createPolicy.policy.id)
  }
  return ids
}

/** The n-th activity among so many policies; of a person of its own, so that no alert folds into another. */
export function alertingActivity(n: number, policies: number, time: number): StoredActivity {
  return {
    type: 'activity',
    id: `made-${n}`,
    app: 'made',
    connector: 'okta',
    stream: 'system-log',
    vendorId: `made-${n}`,
    part: 0,
    time,
    observedAt: time,
    lane: 'live',
    isSimulated: false,
    action: 'file.download',
    vendorAction: `made.${n % policies}`,
    classUid: 3002,
    activityId: 1,
    severity: 'INFORMATIONAL',
    outcome: 'SUCCESS',
    outcomeReason: null,
    actor: { id: `person-${n}`, email: `person-${n}@acme.example`, name: `Person ${n}`, kind: 'user' },
    targets: [],
    ip: null,
    userAgent: null,
    sessionId: null,
    isAdmin: false,
    isImpersonated: false,
    raw: '{}',
    accountId: `account-${n}`,
    userId: `user-${n}`,
    targetAccountIds: [],
    browser: null,
    os: null,
    lastSeenForUser: null,
    uncommonForUser: null,
  }
}
