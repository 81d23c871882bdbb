import type { AccountChanged, RunningSubgraph, StoredActivity } from '@casbah/kit'
import { raiseAlerts } from '../alert/raise.ts'
import { tellActions } from '../response/action-steps.ts'
import { activity, minute, place } from '../testing/activity.ts'
import { foundOn } from '../testing/found.ts'
import { ask, caller, openAlerts, until } from '../testing/open.ts'
import { PAUSE_MS } from './group.ts'

const INCIDENT = `id title state riskScore riskExplanation { kind points sentence } timeline { summary }
  alerts { id title version history { kind from to actor { name } } }`

// Answers are read field by field; their shape is the query's.
type Incident = Record<string, any> // eslint-disable-line typescript/no-explicit-any

describe('incidents', () => {
  let bed: Awaited<ReturnType<typeof openAlerts>>
  let subgraph: RunningSubgraph
  let tenants = 0
  let tenant: string

  beforeAll(async () => {
    bed = await openAlerts({ now: () => minute(5) })
    subgraph = await bed.start()
  })
  beforeEach(() => (tenant = `by-hand-${tenants++}`))
  afterAll(async () => {
    await subgraph.stop()
    await bed.close()
  })

  const nodes = async (of = tenant): Promise<Incident[]> =>
    (await ask(subgraph, of, `{ incidents(first: 100) { edges { node { ${INCIDENT} } } } }`)).data.incidents.edges.map(
      (edge: { node: Incident }) => edge.node,
    )
  const nameOf = ({ title }: Incident) => title.split(' ')[0]
  const titles = async (of = tenant) => (await nodes(of)).map(({ alerts }) => alerts.map(nameOf).sort()).sort()
  const summaries = ({ timeline }: Incident) => timeline.map(({ summary }: Incident) => summary)
  const person = (name: string, parts: Partial<StoredActivity> = {}): Partial<StoredActivity> => ({
    userId: `user-${name}`,
    accountId: `account-${name}`,
    ...parts,
  })
  const raise = (activities: StoredActivity[], of = tenant) =>
    bed.feeder.write(of, async tx => raiseAlerts(tx, await foundOn(tx, activities), minute(5)))
  const write = async (operation: string, input: object, fields: string, of = tenant) => {
    const type =
      operation === 'triageAlerts' ? 'TriageInput' : `${operation[0]!.toUpperCase()}${operation.slice(1)}Input`
    const query = `mutation ($i: ${type}!) { ${operation}(input: $i) { ${fields} userErrors { code message path } } }`
    const answer = await ask(subgraph, of, query, { i: input })
    expect(answer.errors).toBeUndefined()
    return answer.data[operation]
  }
  const merge = (into: string, incidents: string[], of = tenant, reason = 'One story.') =>
    write('mergeIncidents', { into, incidents, reason }, `incident { ${INCIDENT} }`, of)
  const split = (incident: string, alerts: string[], of = tenant, reason = 'Another story.') =>
    write('splitIncident', { incident, alerts, reason }, `incident { ${INCIDENT} } splitOff { ${INCIDENT} }`, of)
  const triage = (i: object) => write('triageAlerts', i, 'count')
  const alertOf = (incident: Incident, name: string) =>
    incident.alerts.find((each: Incident) => nameOf(each) === name).id
  const account = (id: string, parts: object) =>
    bed.feeder.write(tenant, async tx =>
      tx.append('account.changed', [
        { id, app: 'app-okta', externalId: id, userId: null, isAdmin: false, ...parts } as AccountChanged,
      ]),
    )
  const known = (id: string) =>
    until(async () => {
      const rows = await bed.feeder.read(tenant, tx =>
        tx.query('select 1 from alerts.account where tenant = $1 and id = $2', [tenant, id]),
      )
      return rows.length > 0
    })

  describe('merged by hand', () => {
    it('are one, with the story of all, and stay one', async () => {
      await raise([activity('a')])
      await raise([activity('b', person('bob'))])
      await raise([activity('e', person('eve'))])
      const [eve, bob, ann] = (await nodes()) as [Incident, Incident, Incident]
      const { incident, userErrors } = await merge(eve.id, [ann.id, bob.id, ann.id])
      expect(userErrors).toEqual([])
      expect(incident.id).toBe(eve.id)
      expect(await titles()).toEqual([['a', 'b', 'e']])
      expect(summaries(incident)).toEqual(
        expect.arrayContaining([
          'Mia merged “a in an app”, “b in an app” into the incident: One story.',
          'Mia took “a in an app” over from another incident.',
        ]),
      )
      const moved = incident.alerts.find((each: Incident) => nameOf(each) === 'a')
      expect(moved).toMatchObject({
        version: 2,
        history: [{ kind: 'RAISED' }, { kind: 'INCIDENT', from: ann.id, to: eve.id, actor: { name: 'Mia' } }],
      })
      await raise([activity('c', person('bob'))])
      expect(await titles()).toEqual([['a', 'b', 'c', 'e']])
      // Its id stands for the one that took it over, here as well.
      expect((await merge(ann.id, [bob.id])).incident.id).toBe(eve.id)
    })

    it('are refused when they cannot be one, and nothing is changed', async () => {
      await raise([activity('a')])
      await raise([activity('s', person('sim', { isSimulated: true }))])
      const [sim, ann] = (await nodes()) as [Incident, Incident]
      const of = async (answer: Promise<{ userErrors: Incident[] }>) =>
        (await answer).userErrors.map(({ code, path }) => [code, ...path])
      expect(await of(merge(ann.id, [sim.id]))).toEqual([['BAD_USER_INPUT', 'incidents']])
      expect(await of(merge(ann.id, []))).toEqual([['BAD_USER_INPUT', 'incidents']])
      expect(await of(merge(ann.id, [sim.id], tenant, ' '))).toEqual([['BAD_USER_INPUT', 'reason']])
      expect(await of(merge('no uuid', [sim.id]))).toEqual([['NOT_FOUND', 'into']])
      expect(await titles()).toEqual([['a'], ['s']])
    })
  })

  describe('split by hand', () => {
    const story = async () => {
      await raise([
        activity('a', { severity: 'MEDIUM' }),
        activity('b'),
        activity('c', person('ann', { targetAccountIds: ['account-bob'] })),
      ])
      const [incident] = await nodes()
      return incident!
    }

    it('are two, each with its story, and no alert makes them one again', async () => {
      const whole = await story()
      const { incident, splitOff, userErrors } = await split(whole.id, [alertOf(whole, 'c')])
      expect(userErrors).toEqual([])
      expect([incident.id, incident.alerts.map(nameOf).sort(), splitOff.alerts.map(nameOf)]).toEqual([
        whole.id,
        ['a', 'b'],
        ['c'],
      ])
      expect(summaries(incident)).toContain('Mia split “c in an app” off from the incident: Another story.')
      expect(summaries(splitOff)).toContain('Mia split the incident off from that of “a in an app”: Another story.')
      expect(splitOff.alerts[0]).toMatchObject({
        version: 2,
        history: [{ kind: 'RAISED' }, { kind: 'INCIDENT', from: whole.id, to: splitOff.id, actor: { name: 'Mia' } }],
      })
      // By Ann it ties to both and joins the older; by Bob to the younger alone.
      await raise([activity('d')])
      await raise([activity('e', person('bob'))])
      expect(await titles()).toEqual([
        ['a', 'b', 'd'],
        ['c', 'e'],
      ])
      // What takes one of them over stays apart from the other, too.
      await raise([activity('x', person('joe'))])
      await raise([activity('y', person('joe', { targetAccountIds: ['account-bob'] }))])
      await raise([activity('z', person('joe', { targetAccountIds: ['account-ann'] }))])
      expect((await titles()).map(each => each.filter((name: string) => 'abc'.includes(name)))).toEqual([
        ['a', 'b'],
        ['c'],
      ])
    })

    it('are split once when two do it at once, and the other is told', async () => {
      const whole = await story()
      const both = await Promise.all([1, 2].map(() => split(whole.id, [alertOf(whole, 'c')])))
      expect(both.map(({ userErrors }) => userErrors.map(({ code }: Incident) => code)).toSorted()).toEqual([
        [],
        ['NOT_FOUND'],
      ])
      expect(await titles()).toEqual([['a', 'b'], ['c']])
    })

    it('may be merged by hand again, and are then no longer kept apart', async () => {
      const whole = await story()
      const { splitOff } = await split(whole.id, [alertOf(whole, 'c')])
      await merge(whole.id, [splitOff.id])
      expect(await titles()).toEqual([['a', 'b', 'c']])
      const [{ count }] = (await bed.feeder.read(tenant, tx =>
        tx.query('select count(*)::int as count from alerts.incident_apart where tenant = $1', [tenant]),
      )) as [{ count: number }]
      expect(count).toBe(0)
    })

    it('are refused when nothing would be left, or what is named is not theirs', async () => {
      const whole = await story()
      await raise([activity('o', person('other'))])
      const [other] = (await nodes()) as [Incident]
      const of = async (ids: string[]) =>
        (await split(whole.id, ids)).userErrors.map(({ code, path }: Incident) => [code, ...path])
      expect(await of(whole.alerts.map(({ id }: Incident) => id))).toEqual([['BAD_USER_INPUT', 'alerts']])
      expect(await of([])).toEqual([['NOT_FOUND', 'alerts']])
      expect(await of([alertOf(whole, 'a'), alertOf(other, 'o')])).toEqual([['NOT_FOUND', 'alerts']])
      expect(await titles()).toEqual([['a', 'b', 'c'], ['o']])
    })
  })

  it('of another tenant are neither merged nor split, nor by whom the scope lacks', async () => {
    const other = `${tenant}-other`
    await raise([activity('a'), activity('b')])
    await raise([activity('a'), activity('b')], other)
    const [mine] = (await nodes()) as [Incident]
    const [theirs] = (await nodes(other)) as [Incident]
    expect((await merge(mine.id, [theirs.id])).userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['incidents'] }])
    expect((await merge(theirs.id, [mine.id])).userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['into'] }])
    expect((await split(theirs.id, [alertOf(theirs, 'a')])).userErrors).toMatchObject([
      { code: 'NOT_FOUND', path: ['incident'] },
    ])
    expect((await split(mine.id, [alertOf(theirs, 'a')])).userErrors).toMatchObject([
      { code: 'NOT_FOUND', path: ['alerts'] },
    ])
    expect([await titles(), await titles(other)]).toEqual([[['a', 'b']], [['a', 'b']]])
    for (const query of [
      `mutation { mergeIncidents(input: { into: "${mine.id}", incidents: ["${mine.id}"], reason: "x" }) { incident { id } } }`,
      `mutation { splitIncident(input: { incident: "${mine.id}", alerts: [], reason: "x" }) { incident { id } } }`,
    ])
      expect(await subgraph.handle({ query }, await caller(tenant, ['alerts:read']))).toMatchObject({
        errors: [{ extensions: { code: 'FORBIDDEN' } }],
      })
  })

  it('that were an attack reopen when it goes on within a day, and tell so; later a new one begins', async () => {
    await raise([activity('a')])
    const [incident] = (await nodes()) as [Incident]
    await triage({ ids: [alertOf(incident, 'a')], state: 'RESOLVED', classification: 'TRUE_POSITIVE' })
    await raise([activity('b', { time: minute(10) })])
    const [reopened] = (await nodes()) as [Incident]
    expect(reopened).toMatchObject({ id: incident.id, state: 'IN_PROGRESS' })
    expect(summaries(reopened)).toContain('Casbah reopened the incident for “b in an app”.')
    await triage({ ids: [alertOf(reopened, 'b')], state: 'RESOLVED', classification: 'TRUE_POSITIVE' })
    await raise([activity('c', { time: minute(11) + PAUSE_MS })])
    expect(await titles()).toEqual([['a', 'b'], ['c']])
  })

  describe('are guarded against what many share', () => {
    it('an address of an office or a carrier ties nobody to nobody', async () => {
      for (const networkTag of [null, 'CORPORATE', 'VPN', 'PROXY', 'TOR', 'CLOUD'] as const)
        for (const name of ['ann', 'bob'])
          await raise([
            activity(`${name}-${networkTag}`, person(`${name}-${networkTag}`, { ip: { ...place('DE'), networkTag } })),
          ])
      expect((await nodes()).map(({ alerts }) => alerts.length)).toEqual(Array(12).fill(1))
    })

    it('a service account that acts on people ties none of them to another', async () => {
      await account('account-robot', { isService: true, userId: 'user-robot' })
      await known('account-robot')
      for (const name of ['ann', 'bob', 'eve'])
        await raise([activity(name, person('robot', { targetAccountIds: [`account-${name}`] }))])
      await raise([activity('again', person('ann'))])
      expect(await titles()).toEqual([['again', 'ann'], ['bob'], ['eve']])
    })

    it('a service account still ties what it does alone', async () => {
      await account('account-robot', { isService: true, userId: 'user-robot' })
      await known('account-robot')
      await raise([activity('a', person('robot'))])
      await raise([activity('b', person('robot'))])
      expect(await titles()).toEqual([['a', 'b']])
    })

    it('a person who also has a service account is a person', async () => {
      await account('account-bob', { isService: false, userId: 'user-bob' })
      await account('account-job', { isService: true, userId: 'user-bob' })
      await known('account-job')
      await raise([activity('a', { accountId: 'account-job', userId: 'user-bob' })])
      await raise([activity('b', person('bob', { targetAccountIds: ['account-x'] }))])
      expect(await titles()).toEqual([['a', 'b']])
    })
  })

  it('tell in their timeline what was raised, cited, changed and done about it', async () => {
    await raise([activity('a')])
    const [before] = (await nodes()) as [Incident]
    const id = alertOf(before, 'a')
    await triage({ ids: [id], addTags: ['vip'], assignee: 'member-mia', comment: 'Looking.' })
    await triage({ ids: [id], classification: 'BENIGN', reasonCodes: ['AUTOMATION'], classificationReason: 'A job.' })
    await bed.feeder.write(tenant, tx =>
      tellActions(
        [{ id: 'x', spec: 'okta/suspend-user', app: 'app-okta', state: 'SUCCEEDED', alert: id, at: Date.now() }],
        tx,
      ),
    )
    const [incident] = (await nodes()) as [Incident]
    expect(summaries(incident).toSorted()).toEqual([
      'Ann Lee: user.login in an app from 203.0.113.7 (DE).',
      'Casbah answered “a in an app” by okta/suspend-user: SUCCEEDED.',
      'Mia assigned “a in an app” to Mia (member-mia).',
      'Mia commented on “a in an app”.',
      'Mia gave “a in an app” the classification BENIGN.',
      'Mia gave “a in an app” the reason “AUTOMATION: A job.”.',
      'Mia gave “a in an app” the tags vip.',
      'Password attack raised “a in an app”.',
    ])
  })

  it('explain their risk by parts that add up to it', async () => {
    await account('account-ann', { isAdmin: true, userId: 'user-ann', displayName: 'Ann Lee' })
    await known('account-ann')
    await raise([activity('a', { severity: 'HIGH' })])
    await raise([activity('b', { severity: 'LOW' })])
    const check = async () => {
      const [{ riskScore, riskExplanation }] = (await nodes()) as [Incident]
      expect(riskExplanation.reduce((sum: number, { points }: Incident) => sum + points, 0)).toBe(riskScore)
      return riskExplanation
    }
    expect(await check()).toEqual([
      { kind: 'SEVERITY', points: 60, sentence: 'Its worst alert, “a in an app”, is HIGH: 60 of at most 75 points.' },
      { kind: 'RIGHTS', points: 15, sentence: 'Ann Lee has administrator rights: 15 points.' },
    ])
    const [incident] = (await nodes()) as [Incident]
    await triage({ ids: [alertOf(incident, 'a')], classification: 'FALSE_POSITIVE' })
    expect((await check())[0]).toMatchObject({ points: 20, sentence: expect.stringContaining('“b in an app”, is LOW') })
    await triage({ ids: [alertOf(incident, 'b')], classification: 'FALSE_POSITIVE' })
    expect(await check()).toEqual([
      { kind: 'SEVERITY', points: 0, sentence: 'Every alert was called a false positive, so nothing counts.' },
    ])
  })
})
