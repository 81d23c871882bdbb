import type { StoredActivity } from '@casbah/kit'
import { activity, minute } from '../../../testing/activity.ts'
import { anomalyBed, keepsItsPromises } from '../../../testing/anomaly-bed.ts'
import { factsOf, type AccountFact } from '../../facts.ts'

const DAY = 24 * 60
const account = (id: string, app: string, connector: string, parts: Partial<AccountFact> = {}): AccountFact => ({
  id,
  app,
  connector,
  email: 'ann@acme.example',
  userId: 'user-ann',
  status: 'ACTIVE',
  isAdmin: false,
  isService: false,
  isExternal: false,
  mfaEnabled: null,
  groups: [],
  ...parts,
})
const okta = (parts: Partial<AccountFact> = {}) => account('account-ann', 'app-okta', 'okta', parts)
const github = (parts: Partial<AccountFact> = {}) => account('account-ann-gh', 'app-github', 'github', parts)
const bed = anomalyBed('terminated-user', {}, factsOf([okta(), github()]))

const ended = (action = 'user.suspend', parts: Partial<StoredActivity> = {}) =>
  activity('end', {
    action,
    userId: 'user-admin',
    accountId: 'account-admin',
    actor: { id: 'admin', email: 'admin@acme.example', name: 'Adam', kind: 'user' },
    targets: [{ kind: 'user', id: 'vendor-ann', name: 'Ann Lee', email: null }],
    targetAccountIds: ['account-ann'],
    ...parts,
  })
const active = (parts: Partial<StoredActivity> = {}) =>
  activity('active', {
    app: 'app-github',
    connector: 'github',
    accountId: 'account-ann-gh',
    action: 'repository.clone',
    time: minute(120),
    ...parts,
  })

describe('terminated-user', () => {
  it.each(['user.delete', 'user.suspend', 'user.deactivate', 'user.disable'])(
    'finds activity in another app after %s',
    action => {
      const { found } = bed.judge([ended(action), active()])
      expect(found.map(({ match }) => match.key)).toEqual(['user-ann'])
      expect(found[0]!.match.cited.map(({ id }) => id)).toEqual(['end', 'active'])
    },
  )

  it('knows people by their address where nothing ties accounts', () => {
    const alone = anomalyBed('terminated-user')
    const targets = [{ kind: 'user', id: 'x', name: null, email: 'Ann@acme.example' }]
    expect(
      alone.judge([ended('user.delete', { targets, targetAccountIds: [null] }), active({ userId: null })]).found,
    ).toHaveLength(1)
  })

  it.each([
    ['within the grace', [ended(), active({ time: minute(59) })]],
    ['in the app itself', [ended(), active({ app: 'app-okta', connector: 'okta', accountId: 'account-ann' })]],
    [
      'after the account was given back',
      [ended(), ended('user.unsuspend', { id: 'back', time: minute(60) }), active()],
    ],
    ['before the end', [ended('user.suspend', { time: minute(130) }), active()]],
    [
      'of somebody else',
      [
        ended(),
        active({ userId: 'user-bob', actor: { id: 'bob', email: 'bob@acme.example', name: 'Bob', kind: 'user' } }),
      ],
    ],
    [
      'after an end in an app that is no identity provider',
      [ended('user.suspend', { app: 'app-sf', connector: 'salesforce' }), active()],
    ],
    ['after an end that failed', [ended('user.suspend', { outcome: 'FAILURE' }), active()]],
    ['that is a failure', [ended(), active({ outcome: 'FAILURE' })]],
    ['that ends a session', [ended(), active({ action: 'user.logout' })]],
    ['of a service', [ended(), active({ actor: { id: 'bot', email: null, name: 'bot', kind: 'service' } })]],
  ] as [string, StoredActivity[]][])('does not match activity %s', (_, story) => {
    expect(bed.judge(story)).toMatchObject({ found: [], suppressed: [] })
  })

  it.each([
    ['suspended', okta({ status: 'SUSPENDED' }), 1],
    ['deleted some time before', okta({ status: 'DELETED', statusSince: minute(10) }), 1],
    ['deleted within the grace', okta({ status: 'DELETED', statusSince: minute(100) }), 0],
    ['deleted after the activity', okta({ status: 'DELETED', statusSince: minute(500) }), 0],
    ['invited', okta({ status: 'INVITED' }), 0],
    ['suspended in an app that is no identity provider', okta({ status: 'SUSPENDED', connector: 'salesforce' }), 0],
  ])('goes by the list of accounts where no event told: %s', (_, fact, count) => {
    expect(anomalyBed('terminated-user', {}, factsOf([fact, github()])).judge([active()]).found).toHaveLength(count)
  })

  it('keeps services back at any sensitivity', () => {
    expect(
      anomalyBed('terminated-user', {}, factsOf([okta(), github({ isService: true })])).suppressed([ended(), active()]),
    ).toEqual(['service-account'])
  })

  it('remembers the same whatever the facts were', () => {
    const other = anomalyBed('terminated-user', {}, factsOf([okta({ status: 'DELETED' }), github({ isService: true })]))
    const [one, two] = [new Map(), new Map()]
    bed.judgeIn(one, [ended()])
    other.judgeIn(two, [ended()])
    const later = active({ time: minute(DAY) })
    expect(bed.judgeIn(two, [later]).found.map(({ match }) => match.explanation)).toEqual(
      bed.judgeIn(one, [later]).found.map(({ match }) => match.explanation),
    )
  })

  keepsItsPromises(bed, [ended(), active()])
})
