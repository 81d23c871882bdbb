import { z } from 'zod'
import { APP, check, openPosture } from '../testing.ts'

const SCHEMA = z.toJSONSchema(
  z.object({
    days: z.number().int().min(1).max(365).default(90).describe('Days.'),
    allowed: z.array(z.string()).default(['eu']).describe('Regions.'),
  }),
  { io: 'input' },
)
const SET = `mutation ($i: ControlParametersInput!) { setControlParameters(input: $i) {
  control { id parameters } userErrors { code message path } } }`

let posture: Awaited<ReturnType<typeof openPosture>>
beforeAll(async () => {
  posture = await openPosture()
})
beforeEach(async () => {
  await posture.reset()
  await posture.controls([check('keys', 10, { parameters: SCHEMA }), check('mfa', 10)])
})
afterAll(() => posture.close())

async function set(parameters: unknown, control = 'okta/keys', tenant = 'acme') {
  const { data, errors } = await posture.ask(SET, { i: { control, parameters } }, tenant)
  expect(errors).toBeUndefined()
  return data.setControlParameters
}

async function inForce(tenant = 'acme') {
  const { data } = await posture.ask('{ controls { id parameters } }', {}, tenant)
  return Object.fromEntries(
    data.controls.map(({ id, parameters }: { id: string; parameters: unknown }) => [id, parameters]),
  )
}

describe('parameters of a control', () => {
  it('are its defaults until they are set, and again when nothing is; none where it has none', async () => {
    const defaults = { 'okta/keys': { days: 90, allowed: ['eu'] }, 'okta/mfa': null }
    expect(await inForce()).toEqual(defaults)
    expect(await set({ days: 30 })).toEqual({
      control: { id: 'okta/keys', parameters: { days: 30, allowed: ['eu'] } },
      userErrors: [],
    })
    expect(await inForce()).toEqual({ ...defaults, 'okta/keys': { days: 30, allowed: ['eu'] } })
    await set({})
    expect(await inForce()).toEqual(defaults)
  })

  it('are told with their schema', async () => {
    const { data } = await posture.ask('{ controls { id parameterSchema } }')
    expect(data.controls).toEqual([
      { id: 'okta/keys', parameterSchema: SCHEMA },
      { id: 'okta/mfa', parameterSchema: null },
    ])
  })

  it('are of one tenant', async () => {
    await set({ days: 30 })
    await set({ days: 7 }, 'okta/keys', 'globex')
    expect([(await inForce())['okta/keys'].days, (await inForce('globex'))['okta/keys'].days]).toEqual([30, 7])
  })

  it.each<[string, unknown, string, string, RegExp]>([
    ['an unknown control', {}, 'okta/nothing', 'NOT_FOUND', /no control okta\/nothing/],
    ['a control without any', { days: 1 }, 'okta/mfa', 'BAD_USER_INPUT', /has no parameters/],
    ['a value out of bounds', { days: 0 }, 'okta/keys', 'BAD_USER_INPUT', /The parameter days does not fit/],
    ['a value of another kind', { allowed: 'eu' }, 'okta/keys', 'BAD_USER_INPUT', /The parameter allowed does not fit/],
    ['a name that is none', { dais: 1 }, 'okta/keys', 'BAD_USER_INPUT', /no parameter dais. There are: days, allowed/],
    ['no names', [1], 'okta/keys', 'BAD_USER_INPUT', /by name/],
    ['more than is kept', { allowed: ['x'.repeat(20_000)] }, 'okta/keys', 'BAD_USER_INPUT', /10000 signs/],
  ])('refuse %s', async (_, parameters, control, code, sentence) => {
    const { userErrors, control: none } = await set(parameters, control)
    expect([none, userErrors]).toEqual([
      null,
      [{ code, message: expect.stringMatching(sentence), path: expect.any(Array) }],
    ])
    expect((await inForce())['okta/keys']).toEqual({ days: 90, allowed: ['eu'] })
  })

  it('want posture:write', async () => {
    const { errors } = await posture.ask(SET, { i: { control: 'okta/keys', parameters: {} } }, 'acme', ['posture:read'])
    expect(errors).toBeDefined()
  })

  it('have the control judged anew in the apps that it is about, and go with every assessment after', async () => {
    await posture.app()
    await posture.app('acme', { id: APP.replace(/a$/, 'b'), state: 'PAUSED' })
    await posture.app('acme', { id: APP.replace(/a$/, 'c'), connector: 'github' })
    await posture.app('globex', { id: APP.replace(/a$/, 'd') })
    await set({ days: 30 })
    await posture.ask(`mutation { assessApp(input: { id: "${APP}" }) { controls } }`)
    const told = (await posture.told('acme', 'assessment.wanted')).filter(({ app }) => app === APP)
    expect(told).toEqual([
      { app: APP, checks: null },
      { app: APP, checks: ['keys'], parameters: { keys: { days: 30 } } },
      { app: APP, checks: null, parameters: { keys: { days: 30 } } },
    ])
    const others = (await posture.told('acme', 'assessment.wanted')).filter(({ app, checks }) => app !== APP && checks)
    expect([others, (await posture.told('globex', 'assessment.wanted')).length]).toEqual([[], 1])
  })
})
