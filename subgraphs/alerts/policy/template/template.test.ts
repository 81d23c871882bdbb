import { takePolicyTurn } from '../policy-turn.ts'
import type { RunningSubgraph } from '@casbah/kit'
import { ANOMALY_KINDS } from '../../detection/anomaly/kinds.ts'
import { compilePolicy } from '../../detection/compile.ts'
import { ask, openAlerts } from '../../testing/open.ts'
import { BUILT_IN, builtInId, uuidOf } from '../built-in/index.ts'
import { templateById, TEMPLATES, templatesOf } from './index.ts'

const detectorOf = (definition: unknown) => (definition as { detector: string }).detector
const absent = (template: (typeof TEMPLATES)[number]) =>
  template.kind === 'ANOMALY' && !ANOMALY_KINDS.has(detectorOf(template.definition))
const CONNECTORS =
  'atlassian aws azure box docusign dropbox egnyte gcp github google-workspace microsoft-365 netdocuments okta onelogin salesforce servicenow slack smartsheet webex workday zendesk'.split(
    ' ',
  )

describe('templates', () => {
  it.each(TEMPLATES.filter(each => !absent(each)).map(each => [each.id, each] as const))(
    '%s compiles',
    (_id, template) => {
      expect(() => compilePolicy(template)).not.toThrow()
    },
  )

  it('have ids and names of their own, in the order of their names, and words', () => {
    expect(new Set(TEMPLATES.map(({ id }) => id)).size).toBe(TEMPLATES.length)
    const names = TEMPLATES.map(({ name }) => name)
    expect(names).toEqual([...new Set(names)].sort((a, b) => (a < b ? -1 : 1)))
    for (const { id, name, description, kind, mitre } of TEMPLATES) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(name.length).toBeLessThanOrEqual(80)
      expect(description).toMatch(/\.$/)
      // That a password runs out is nobody's technique.
      if (kind !== 'SYSTEM') expect(mitre.length).toBeGreaterThan(0)
      for (const { id, name, tactics } of mitre) {
        expect(id).toMatch(/^T\d{4}(\.\d{3})?$/)
        expect(name && tactics.length).toBeTruthy()
      }
    }
  })

  it.each(CONNECTORS)('for %s are there, and ask for its activities or things alone', connector => {
    const own = TEMPLATES.filter(each => each.connector === connector)
    expect(own.length).toBeGreaterThan(3)
    for (const { kind, definition } of own) {
      if (kind === 'SIGMA') continue
      const { filter, grantFilter } = definition as Record<string, { connector?: string[] } | undefined>
      expect((filter ?? grantFilter)!.connector).toEqual([connector])
    }
    expect(templatesOf(connector).filter(each => each.connector !== connector).length).toBe(
      TEMPLATES.filter(each => each.connector === null).length,
    )
  })

  it('are found by id', () => {
    expect(templateById('bucket-public')).toMatchObject({ name: 'Public storage bucket', kind: 'RESOURCE' })
    expect(templateById('constructor')).toBeNull()
  })
})

describe('the built-in pack', () => {
  it('is instances of templates, with the ids that they always had', () => {
    expect(BUILT_IN.map(({ slug }) => slug)).toEqual(
      expect.arrayContaining(['impossible-travel', 'logging-off', 'mass-download']),
    )
    for (const { slug, name } of BUILT_IN) {
      expect(templateById(slug)).toMatchObject({ name, isBuiltIn: true })
      expect(builtInId('acme', slug)).toBe(uuidOf('policy', 'acme', slug))
    }
    expect(builtInId('acme', 'guessed-password')).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('in the graph', () => {
  let bed: Awaited<ReturnType<typeof openAlerts>>
  let subgraph: RunningSubgraph
  beforeAll(async () => {
    bed = await openAlerts()
    subgraph = await bed.start()
  })
  afterAll(async () => {
    await subgraph.stop()
    await bed.close()
  })

  const QUERY = `query ($connector: ID) { policyTemplates(connector: $connector) {
    id name description kind severity definition author mitre { id name tactics } connector { slug } } }`

  it.each([
    [null, TEMPLATES.length],
    ['aws', templatesOf('aws').length],
    ['nobody', templatesOf('nobody').length],
  ])('templates for %s are %i', async (connector, count) => {
    const { data, errors } = await ask(subgraph, 'acme', QUERY, { connector })
    expect(errors).toBeUndefined()
    expect(data.policyTemplates).toHaveLength(count)
    expect(data.policyTemplates.find((each: { id: string }) => each.id === 'logging-off')).toMatchObject({
      name: 'Audit logging switched off',
      kind: 'SIGMA',
      severity: 'HIGH',
      author: 'Casbah',
      mitre: [{ id: 'T1562.008', name: 'Disable or Modify Cloud Logs', tactics: ['Defense Evasion'] }],
      connector: null,
    })
  })

  it('one is an entity that others may name', async () => {
    const query = `query { _entities(representations: [{ __typename: "PolicyTemplate", id: "aws-root" }, { __typename: "PolicyTemplate", id: "none" }]) {
      ... on PolicyTemplate { name connector { slug } } } }`
    const { data } = await ask(subgraph, 'acme', query)
    expect(data._entities).toEqual([{ name: 'AWS root user used', connector: { slug: 'aws' } }, null])
  })

  it('a tenant that was seeded by an older pack gets what is new, and keeps what it changed', async () => {
    const policies = async (tenant: string) => {
      const { data } = await ask(subgraph, tenant, '{ policies(first: 500) { edges { node { id name enabled } } } }')
      return data.policies.edges.map((edge: { node: unknown }) => edge.node)
    }
    const touch = async (tenant: string) =>
      bed.feed(tenant, [(await import('../../testing/activity.ts')).activity('a')])
    await touch('old')
    await touch('other')
    const whole = await policies('old')
    expect(whole).toHaveLength(BUILT_IN.length)
    await bed.feeder.write('old', async tx => {
      await tx.query(`delete from alerts.policy where tenant = $1 and name = 'Public storage bucket'`, [tx.tenant])
      await tx.query(`update alerts.policy set enabled = false where tenant = $1 and name = 'Password attack'`, [
        tx.tenant,
      ])
    })
    await touch('old')
    expect(await policies('old')).toHaveLength(BUILT_IN.length - 1)
    await bed.feeder.write('old', async tx => {
      await takePolicyTurn(tx)
      await tx.query(`update alerts.policy_pack set pack = 'of before' where tenant = $1`, [tx.tenant])
    })
    await touch('old')
    const now = await policies('old')
    expect(now.map((each: { id: string }) => each.id)).toEqual(whole.map((each: { id: string }) => each.id))
    expect(now.filter((each: { enabled: boolean }) => !each.enabled)).toMatchObject([{ name: 'Password attack' }])
    expect(await policies('other')).toHaveLength(BUILT_IN.length)
  })
})
