import type { MitreData } from '../policy.entity.ts'
import type { BuiltInPolicy } from './index.ts'

const CLOUD_ACCOUNTS: MitreData = {
  id: 'T1078.004',
  name: 'Cloud Accounts',
  tactics: ['Initial Access', 'Persistence', 'Defense Evasion'],
}
const DAY_SECONDS = 86_400

/** Policies of places and networks; their numbers are the detectors' defaults. */
export const PLACE_POLICIES: readonly BuiltInPolicy[] = [
  {
    slug: 'impossible-travel',
    name: 'Impossible travel',
    description:
      'One person is active in two countries too far apart for the time between, which tells of a stolen session or password. Countries are compared by their middles, neighbours never; networks that hide where their users are, such as VPNs and clouds, keep it back, and so do places that are usual for the person.',
    kind: 'ANOMALY',
    severity: 'HIGH',
    definition: { detector: 'impossible-travel', parameters: { maxSpeedKmh: 900, minDistanceKm: 500 } },
    author: null,
    mitre: [CLOUD_ACCOUNTS],
    foldSeconds: 3600,
  },
  {
    slug: 'infrequent-country',
    name: 'Activity from an infrequent country',
    description:
      'A person who has been known for a week is active in a country where that person was not seen in the last 60 days. Told once a day until the country is usual.',
    kind: 'ANOMALY',
    severity: 'MEDIUM',
    definition: { detector: 'infrequent-country', parameters: { rememberDays: 60 } },
    author: null,
    mitre: [CLOUD_ACCOUNTS],
    foldSeconds: DAY_SECONDS,
  },
  {
    slug: 'new-country-after-reset',
    name: 'New country after a reset',
    description:
      'Within a day after the password or a second factor of an account was reset or enrolled, it signs in from a country where the person was never seen: the reset may have been the attacker’s.',
    kind: 'ANOMALY',
    severity: 'HIGH',
    definition: { detector: 'new-country-after-reset', parameters: { withinHours: 24 } },
    author: null,
    mitre: [
      CLOUD_ACCOUNTS,
      {
        id: 'T1556.006',
        name: 'Multi-Factor Authentication',
        tactics: ['Credential Access', 'Defense Evasion', 'Persistence'],
      },
    ],
    foldSeconds: DAY_SECONDS,
  },
  {
    slug: 'anonymous-ip',
    name: 'Activity from an anonymous address',
    description:
      'Somebody acts successfully from an exit of the Tor network or an anonymous proxy, which hides who it is. Needs the list of Tor exits.',
    kind: 'ANOMALY',
    severity: 'MEDIUM',
    definition: { detector: 'anonymous-ip', parameters: { includeVpn: false } },
    author: null,
    mitre: [CLOUD_ACCOUNTS, { id: 'T1090.003', name: 'Multi-hop Proxy', tactics: ['Command and Control'] }],
    foldSeconds: DAY_SECONDS,
  },
  {
    slug: 'suspicious-ip',
    name: 'Activity from a risky address',
    description:
      'Somebody acts successfully from an address that is known for attacks: a password was guessed or stolen. Needs a list of risky addresses, or networks that you tag so.',
    kind: 'ANOMALY',
    severity: 'HIGH',
    definition: { detector: 'suspicious-ip', parameters: {} },
    author: null,
    mitre: [CLOUD_ACCOUNTS],
    foldSeconds: DAY_SECONDS,
  },
  {
    slug: 'unusual-region',
    name: 'Resource in an unusual cloud region',
    description:
      'Something is created in a region of a cloud where the tenant changed nothing before, where nobody looks: a place to mine or to hide.',
    kind: 'ANOMALY',
    severity: 'MEDIUM',
    definition: { detector: 'unusual-region', parameters: {} },
    author: null,
    mitre: [{ id: 'T1535', name: 'Unused/Unsupported Cloud Regions', tactics: ['Defense Evasion'] }],
    foldSeconds: DAY_SECONDS,
  },
  {
    slug: 'unusual-isp-for-oauth-app',
    name: 'App at an unusual network',
    description:
      'An app, OAuth client or service account that has been known for 30 days comes from a network where it was not seen before: its token or key may be in other hands.',
    kind: 'ANOMALY',
    severity: 'MEDIUM',
    definition: { detector: 'unusual-isp-for-oauth-app', parameters: {} },
    author: null,
    mitre: [{ id: 'T1550.001', name: 'Application Access Token', tactics: ['Defense Evasion', 'Lateral Movement'] }],
    foldSeconds: DAY_SECONDS,
  },
]
