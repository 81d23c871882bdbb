import { createOkta, startReplayServer, type ReplayServer, type Vendor } from '@casbah/testkit'

/** An Okta organisation with a small, known log: the input of tests that must know every row. */
export interface OktaOrg {
  vendor: Vendor
  replay: ReplayServer
  /** Ordinary sign-ins. */
  noise(count: number): void
  /** Fifteen refused passwords of one person, then the right one: one alert. */
  guessedPassword(person: number): void
  rows(): number
}

const PEOPLE = 12
const token = '00kill-test-token-0123456789abcdef'

export async function openOktaOrg(): Promise<OktaOrg> {
  const accounts = Array.from({ length: PEOPLE }, (_, n) => ({
    id: `00u${String(n).padStart(17, '0')}`,
    login: `person${n}@acme.example`,
    email: `person${n}@acme.example`,
    name: `Person ${n}`,
    status: 'ACTIVE' as const,
    isAdmin: n === 0,
    mfa: true,
    groups: [],
  }))
  const vendor = createOkta({ domain: 'acme.okta.com', token, now: Date.now, accounts })
  const replay = await startReplayServer({ vendors: [vendor] })
  let serial = 0
  let clock = Date.now() - 3 * 3_600_000
  const signIn = (person: number, result: 'SUCCESS' | 'FAILURE', address: string) => {
    serial++
    clock += 2_000
    const { id, email, name } = accounts[person % PEOPLE]!
    return {
      uuid: `e2e00000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
      published: new Date(clock).toISOString(),
      eventType: 'user.session.start',
      version: '0',
      severity: result === 'SUCCESS' ? 'INFO' : 'WARN',
      displayMessage: 'User login to Okta',
      actor: { id, type: 'User', alternateId: email, displayName: name, detailEntry: null },
      client: {
        ipAddress: address,
        userAgent: { rawUserAgent: 'Mozilla/5.0 (Macintosh) Chrome/130.0', os: 'Mac OS X', browser: 'CHROME' },
        zone: 'null',
        device: 'Computer',
        id: null,
        geographicalContext: null,
      },
      outcome: { result, reason: result === 'SUCCESS' ? null : 'INVALID_CREDENTIALS' },
      target: [],
      transaction: { type: 'WEB', id: `t${serial}`, detail: {} },
      debugContext: { debugData: {} },
      authenticationContext: { externalSessionId: `s${person}`, authenticationStep: 0 },
      securityContext: { asNumber: null, asOrg: null, isp: null, domain: null, isProxy: false },
      request: { ipChain: [] },
    }
  }
  return {
    vendor,
    replay,
    noise: count => vendor.emit(Array.from({ length: count }, (_, n) => signIn(n, 'SUCCESS', '81.2.69.142'))),
    guessedPassword: person =>
      vendor.emit([
        ...Array.from({ length: 15 }, () => signIn(person, 'FAILURE', '81.2.69.160')),
        signIn(person, 'SUCCESS', '81.2.69.160'),
      ]),
    rows: () => vendor.size(),
  }
}
