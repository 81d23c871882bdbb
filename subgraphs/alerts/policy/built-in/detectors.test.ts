import { z } from 'zod'
import { ANOMALY_KINDS } from '../../detection/anomaly/kinds.ts'
import { compilePolicy } from '../../detection/compile.ts'
import { activity, burst } from '../../testing/activity.ts'
import { Bench } from '../../testing/anomaly.ts'
import type { PolicyRow } from '../policy.entity.ts'
import { BUILT_IN, builtInId } from './index.ts'

const policies = BUILT_IN.map(
  ({ slug, ...policy }) =>
    ({
      ...policy,
      tenant: 'acme',
      id: builtInId('acme', slug),
      enabled: true,
      builtIn: true,
      version: 1,
      definitionVersion: 1,
      failures: 0,
    }) as PolicyRow,
)
const names = (events: Parameters<Bench['judge']>[0]) => [
  ...new Set(new Bench(policies).judge(events).found.map(({ policy }) => policy.name)),
]

it.each([...ANOMALY_KINDS.values()].map(kind => [kind.name, kind] as const))(
  '%s tells what each of its numbers means, and has a default for each',
  (detector, { parameters }) => {
    const { properties = {} } = z.toJSONSchema(parameters, { io: 'input' }) as {
      properties?: Record<string, { description?: string; default?: unknown }>
    }
    for (const [name, { description, default: given }] of Object.entries(properties)) {
      expect([name, (description ?? '').length > 20]).toEqual([name, true])
      expect([name, given]).not.toEqual([name, undefined])
    }
    const policy = { name: detector, kind: 'ANOMALY' as const, severity: 'LOW' as const }
    expect(compilePolicy({ ...policy, definition: { detector } })).toBeDefined()
  },
)

it('raise one alert for one mass download', () => {
  const clones = burst('d', 40, { action: 'repository.clone', connector: 'github', app: 'app-github' }, 1)
  expect(names(clones)).toEqual(['Mass download'])
})

describe('audit logging switched off in any other app', () => {
  const off = (connector: string, action = 'logging.disable', outcome: 'SUCCESS' | 'FAILURE' = 'SUCCESS') =>
    names([activity('a', { connector, action, outcome })])
  it.each([
    ['salesforce', ['Audit logging switched off in any other app']],
    ['microsoft-365', ['Audit logging switched off in any other app']],
    ['aws', []],
    ['github', []],
    ['okta', []],
  ])('%s', (connector, expected) => {
    expect(off(connector)).toEqual(expected)
  })
  it('means no failed try and no other change', () => {
    expect(off('salesforce', 'logging.disable', 'FAILURE')).toEqual([])
    expect(off('salesforce', 'logging.enable')).toEqual([])
  })
})
