import type { AccountChanged } from '@casbah/kit'
import type { RunningSubgraph } from '@casbah/kit'
import { activity, minute } from '../testing/activity.ts'
import { ask, openAlerts, until } from '../testing/open.ts'
import type { PolicyRow } from '../policy/policy.entity.ts'
import { accountFacts, needFacts } from './account-facts.ts'

const account = (id: string, parts: Partial<AccountChanged> = {}): AccountChanged => ({
  id,
  app: 'app-okta',
  externalId: `vendor-${id}`,
  email: `${id}@acme.example`,
  displayName: null,
  status: 'ACTIVE',
  isAdmin: false,
  isService: false,
  isExternal: false,
  isProtected: false,
  mfaEnabled: null,
  groups: [],
  userId: 'user-ann',
  userEmail: null,
  userName: null,
  ...parts,
})

describe('facts about accounts', () => {
  let bed: Awaited<ReturnType<typeof openAlerts>>
  let subgraph: RunningSubgraph

  beforeAll(async () => {
    bed = await openAlerts({ now: () => minute(200) })
    subgraph = await bed.start()
  })
  afterAll(async () => {
    await subgraph.stop()
    await bed.close()
  })

  async function copied(tenant: string, accounts: AccountChanged[]) {
    await bed.feeder.write(tenant, async tx =>
      tx.append('app.changed', [
        { id: 'app-okta', connector: 'okta', name: 'Okta', state: 'CONNECTED', connectedAt: 0, deletedData: false },
        {
          id: 'app-github',
          connector: 'github',
          name: 'GitHub',
          state: 'CONNECTED',
          connectedAt: 0,
          deletedData: false,
        },
      ]),
    )
    await bed.feeder.write(tenant, async tx => tx.append('account.changed', accounts))
    const last = accounts.at(-1)!
    await until(async () => {
      const rows = await bed.feeder.write(tenant, tx =>
        tx.query('select 1 from alerts.account where tenant = $1 and id = $2 and status = $3', [
          tenant,
          last.id,
          last.status,
        ]),
      )
      const apps = await bed.feeder.write(tenant, tx =>
        tx.query('select 1 from alerts.app where tenant = $1', [tenant]),
      )
      return rows.length === 1 && apps.length === 2
    })
  }
  const factsIn = (tenant: string, parts = {}) =>
    bed.feeder.write(tenant, tx => accountFacts(tx, [activity('a', parts)]))

  it('are of the accounts of a batch, its targets and all accounts of its people', async () => {
    await copied('one', [
      account('account-ann', { isAdmin: true, mfaEnabled: true, groups: ['admins', 'staff'] }),
      account('account-ann-gh', { app: 'app-github', isService: true, isExternal: true, status: 'SUSPENDED' }),
      account('account-bob', { userId: 'user-bob' }),
      account('account-eve', { userId: 'user-eve' }),
    ])
    const facts = await factsIn('one', { targetAccountIds: ['account-bob', null] })
    expect(facts.account('account-ann')).toEqual({
      id: 'account-ann',
      app: 'app-okta',
      connector: 'okta',
      email: 'account-ann@acme.example',
      userId: 'user-ann',
      status: 'ACTIVE',
      statusSince: null,
      isAdmin: true,
      isService: false,
      isExternal: false,
      mfaEnabled: true,
      groups: ['admins', 'staff'],
    })
    expect(facts.accountsOfUser('user-ann').map(({ id }) => id)).toEqual(['account-ann', 'account-ann-gh'])
    expect(facts.account('account-ann-gh')).toMatchObject({
      isService: true,
      isExternal: true,
      status: 'SUSPENDED',
      connector: 'github',
    })
    expect(facts.account('account-bob')).toMatchObject({ userId: 'user-bob' })
    expect(facts.account('account-eve')).toBeUndefined()
  })

  it('are those of the tenant alone', async () => {
    await copied('two', [account('account-ann', { email: 'other@two.example' })])
    expect((await factsIn('two')).account('account-ann')).toMatchObject({ email: 'other@two.example', isAdmin: false })
    expect((await factsIn('one')).account('account-ann')).toMatchObject({ isAdmin: true })
    expect((await factsIn('two')).accountsOfUser('user-ann')).toHaveLength(1)
    expect((await factsIn('three')).account('account-ann')).toBeUndefined()
  })

  it('tell since when an account has its status, when the change was seen', async () => {
    await copied('four', [account('account-ann')])
    const before = Date.now() - 5_000
    await copied('four', [account('account-ann', { status: 'DELETED' })])
    const { status, statusSince } = (await factsIn('four')).account('account-ann')!
    expect(status).toBe('DELETED')
    expect(statusSince).toBeGreaterThan(before)
    await copied('four', [account('account-ann', { status: 'DELETED', displayName: 'Ann' }), account('last')])
    expect((await factsIn('four')).account('account-ann')!.statusSince).toBe(statusSince)
  })

  it('are read only for policies that look at accounts', () => {
    const policy = (parts: Partial<PolicyRow>) =>
      ({ kind: 'ANOMALY', enabled: true, definition: { detector: 'terminated-user' }, ...parts }) as PolicyRow
    expect(needFacts([policy({})])).toBe(true)
    expect(needFacts([policy({ enabled: false })])).toBe(false)
    expect(needFacts([policy({ definition: { detector: 'mfa-fatigue' } })])).toBe(false)
    expect(needFacts([policy({ definition: { detector: 7 } }), policy({ kind: 'SIGMA', definition: {} })])).toBe(false)
  })

  it('let a person be told who acts in one app after the other had suspended the account', async () => {
    await copied('five', [
      account('account-ann', { status: 'SUSPENDED' }),
      account('account-ann-gh', { app: 'app-github' }),
    ])
    const clone = { app: 'app-github', connector: 'github', accountId: 'account-ann-gh', action: 'repository.clone' }
    await bed.feed('five', [activity('c', clone)])
    await bed.feed('six', [activity('c', clone)])
    const read = '{ alerts { edges { node { title severity policy { name } } } } }'
    expect((await ask(subgraph, 'five', read)).data.alerts.edges).toEqual([
      {
        node: {
          title: 'Ann Lee is active in GitHub although the account was ended',
          severity: 'HIGH',
          policy: { name: 'Terminated user active' },
        },
      },
    ])
    expect((await ask(subgraph, 'six', read)).data.alerts.edges).toEqual([])
  })
})
