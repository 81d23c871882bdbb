import type { BuiltInPolicy } from './index.ts'

const CLOUD_ACCOUNTS = {
  id: 'T1078.004',
  name: 'Cloud Accounts',
  tactics: ['Initial Access', 'Persistence', 'Privilege Escalation', 'Defense Evasion'],
}

/** Built-in detectors of sign-ins and people, with the numbers that each has by default. */
export const SIGN_INS_AND_PEOPLE: readonly BuiltInPolicy[] = [
  {
    slug: 'password-attack',
    name: 'Password attack',
    description:
      'Sign-ins fail as they do when passwords are guessed, sprayed over many logins or tried from a stolen list. It is HIGH once somebody gets in. A login that usually fails as often is left alone.',
    kind: 'ANOMALY',
    severity: 'MEDIUM',
    definition: { detector: 'failed-logins', parameters: {} },
    author: null,
    mitre: [{ id: 'T1110', name: 'Brute Force', tactics: ['Credential Access'] }],
    foldSeconds: 3600,
  },
  {
    slug: 'mfa-fatigue',
    name: 'Second factor asked for again and again',
    description:
      'One person is sent so many prompts for a second factor within minutes that somebody else hopes for an approval out of weariness. It is HIGH once one is approved.',
    kind: 'ANOMALY',
    severity: 'MEDIUM',
    definition: { detector: 'mfa-fatigue', parameters: {} },
    author: null,
    mitre: [{ id: 'T1621', name: 'Multi-Factor Authentication Request Generation', tactics: ['Credential Access'] }],
    foldSeconds: 3600,
  },
  {
    slug: 'stolen-session',
    name: 'Stolen session',
    description:
      'One session is used by two machines in two networks, or in two countries at once: its cookie or token is in other hands.',
    kind: 'ANOMALY',
    severity: 'HIGH',
    definition: { detector: 'stolen-session', parameters: {} },
    author: null,
    mitre: [{ id: 'T1539', name: 'Steal Web Session Cookie', tactics: ['Credential Access'] }],
    foldSeconds: 3600,
  },
  {
    slug: 'dormant-account',
    name: 'Dormant account active',
    description: 'Somebody acts who has not been seen for half a year: an account that nobody watches any more.',
    kind: 'ANOMALY',
    severity: 'MEDIUM',
    definition: { detector: 'dormant-account', parameters: {} },
    author: null,
    mitre: [CLOUD_ACCOUNTS],
    foldSeconds: 86_400,
  },
  {
    slug: 'terminated-user',
    name: 'Terminated user active',
    description:
      'Somebody is active in an app although an identity provider has suspended or deleted the account: an app was forgotten when the person left.',
    kind: 'ANOMALY',
    severity: 'HIGH',
    definition: { detector: 'terminated-user', parameters: {} },
    author: null,
    mitre: [CLOUD_ACCOUNTS],
    foldSeconds: 86_400,
  },
  {
    slug: 'first-admin-action',
    name: 'First administrative action',
    description: 'Somebody known for days uses administrative rights who never has before.',
    kind: 'ANOMALY',
    severity: 'LOW',
    definition: { detector: 'first-admin-action', parameters: {} },
    author: null,
    mitre: [CLOUD_ACCOUNTS],
    foldSeconds: 3600,
  },
  {
    slug: 'unusual-admin-activity',
    name: 'Unusual administrative activity',
    description: 'Within an hour somebody takes several administrative actions that this person hardly ever takes.',
    kind: 'ANOMALY',
    severity: 'MEDIUM',
    definition: { detector: 'unusual-admin-activity', parameters: {} },
    author: null,
    mitre: [{ id: 'T1098', name: 'Account Manipulation', tactics: ['Persistence', 'Privilege Escalation'] }],
    foldSeconds: 3600,
  },
  {
    slug: 'unusual-impersonation',
    name: 'Unusual impersonation',
    description: 'Somebody does far more in the name of others than this person is used to.',
    kind: 'ANOMALY',
    severity: 'MEDIUM',
    definition: { detector: 'unusual-impersonation', parameters: {} },
    author: null,
    mitre: [CLOUD_ACCOUNTS],
    foldSeconds: 86_400,
  },
]
