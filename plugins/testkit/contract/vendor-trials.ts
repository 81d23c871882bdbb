import { setImmediate as turn } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { parametersOf } from '@casbah/host'
import type { Action, Judgement } from '@casbah/sdk'
import { demand, type ActionFixture, type Subject, type Trial } from './fixtures.ts'
import { inWorld, type World } from './world.ts'

/** Longest wait for an inventory, real milliseconds. */
const THINGS_MS = 15_000

/** What is asked of the emulated vendor once: probe, inventory, checks, actions. All requests are judged by the vendor's own description. */
export function vendorTrials(subject: Subject): Trial[] {
  const { connector, fixtures } = subject
  const trial = (section: string, name: string, run: (world: World) => Promise<string[]>): Trial => ({
    section,
    name,
    run: () =>
      inWorld(subject, {}, async world => {
        await world.newHost()
        const problems = await run(world)
        demand([...problems, ...world.server.violations])
      }),
  })
  return [
    trial('reach', 'signs in, and the probe succeeds', async ({ host, app }) => {
      await host.probe(app)
      return []
    }),
    trial('reach', 'is refused with other credentials, and says what to do', async ({ host, app }) => {
      const credentials = Object.fromEntries(
        Object.entries(app.credentials).map(([name, value]) => [name, spoil(value)]),
      )
      const error = await host.probe({ ...app, credentials }).then(
        () => null,
        (cause: unknown) => cause as { problem?: { code: string } },
      )
      const refused = error?.problem && ['AUTH_FAILED', 'BAD_CONFIG', 'FORBIDDEN'].includes(error.problem.code)
      return refused ? [] : [`Wrong credentials are not refused: ${String(error)}.`]
    }),
    trial('inventory', 'lists the accounts', async ({ host, app, store }) => {
      if (!(await host.inventory(app))) return ['It did not come to its end.']
      const skipped = JSON.parse(store.places.get(`${app.id}|people`) ?? '{}') as { skipped?: unknown[] }
      return [
        ...(skipped.skipped ?? []).map(one => `A listing was skipped: ${JSON.stringify(one)}.`),
        ...missing(fixtures.accounts, [...store.accounts.values()]),
      ]
    }),
    ...(fixtures.things
      ? [trial('inventory', 'lists groups, resources and grants', listsThings(fixtures.things))]
      : []),
    ...connector.checks.filter(isJudged).map(({ name }) =>
      trial('checks', `${name} passes what is well kept and fails what is not`, async ({ host, app, vendor }) => {
        const fixture = fixtures.checks[name]
        if (!fixture) return [`The check "${name}" has no fixture.`]
        fixture.pass?.(vendor)
        const [well] = await host.assess(app, [name])
        fixture.fail(vendor)
        const [ill] = await host.assess(app, [name])
        const problems = []
        if (well?.status !== 'PASS') problems.push(`Well kept it is ${well?.status}: ${well?.message}`)
        if (ill?.status !== 'FAIL' && ill?.status !== 'PARTIAL')
          problems.push(`Ill kept it is ${ill?.status}: ${ill?.message}`)
        return problems
      }),
    ),
    ...connector.checks
      .filter(check => !isJudged(check))
      .map(({ name }) =>
        trial('checks', `${name} is left to people`, async ({ host, app }) => {
          const [result] = await host.assess(app, [name])
          return result?.status === 'MANUAL' ? [] : [`It is ${result?.status}: ${result?.message}`]
        }),
      ),
    {
      section: 'checks',
      name: 'never pass what they do not know',
      run: async () =>
        demand([
          ...connector.checks.filter(isJudged).flatMap(passesUnknown),
          ...connector.checks.flatMap(passesUnknownRows),
        ]),
    },
    {
      section: 'actions',
      name: 'confirm nothing that they do not know',
      run: async () =>
        demand(connector.actions.flatMap(action => confirmsUnknown(action, fixtures.actions[action.name]))),
    },
    ...connector.actions.map(action =>
      trial(
        'actions',
        `${action.name} is shown, sent, confirmed${action.undo ? ' and taken back' : ''}`,
        async world => {
          const { host, app, server, vendor } = world
          const fixture = fixtures.actions[action.name]
          if (!fixture) return [`The action "${action.name}" has no fixture.`]
          fixture.before?.(vendor)
          const { target, parameters = {} } = fixture
          const ask = { action: action.name, target, parameters }
          const shown = await host.act(app, { ...ask, dryRun: true })
          const written = () => server.requests.filter(({ method }) => method !== 'GET').length
          const problems: string[] = []
          if (shown.sent) problems.push('The dry run was sent.')
          if (shown.requests.length === 0) problems.push('The dry run shows no request.')
          const before = written()
          let remembered: unknown
          const done = await host.act(app, { ...ask, onRemember: async what => void (remembered = what) })
          if (!done.sent) problems.push('It was not sent.')
          if (written() === before && !action.lookup) problems.push('Nothing reached the vendor.')
          if (action.confirm && !done.confirmation?.done)
            problems.push(`It is not confirmed: ${done.confirmation?.result}`)
          if (action.undo) {
            const undone = await host.act(app, { ...ask, undo: true, remembered })
            if (action.undo.judge && !undone.confirmation?.done)
              problems.push(`Its undoing is not confirmed: ${undone.confirmation?.result}`)
          }
          return problems
        },
      ),
    ),
  ]
}

function missing(wanted: Record<string, unknown>[], found: object[]): string[] {
  return wanted
    .filter(one => !found.some(other => contains(other as Record<string, unknown>, one)))
    .map(one => `Nothing is ${JSON.stringify(one)}; there are ${JSON.stringify(found).slice(0, 2_000)}.`)
}

/** Groups are read with the accounts, all else beside the streams, from the moment that the app is started. */
function listsThings(wanted: Record<string, unknown>[]) {
  return async ({ host, app, store }: World): Promise<string[]> => {
    // What is read for each person wants the people first, as an app that is connected reads them.
    if (!(await host.inventory(app))) return ['It did not come to its end.']
    await host.start(app)
    const found = () => [...store.objects.values()].map(({ externalId, said }) => ({ externalId, ...said }))
    for (const end = Date.now() + THINGS_MS; Date.now() < end && missing(wanted, found()).length > 0;) await turn()
    await host.stop(app.id)
    return missing(wanted, found())
  }
}

type Check = Subject['connector']['checks'][number]
type Judged = Check & Required<Pick<Check, 'judge'>>

/** The others are for people to look at. */
const isJudged = (check: Check): check is Judged => check.judge !== undefined

/** Answers that nobody can judge by. */
const UNKNOWN: unknown[] = [undefined, null, {}, [{}], 'x', 42, [[]], [null]]

const UNKNOWN_ROWS: unknown[] = [undefined, null, {}, 'x', 42, []]

function passesUnknown(check: Judged): string[] {
  return UNKNOWN.flatMap(unknown => {
    const read = Object.fromEntries(check.reads.map(name => [name, structuredClone(unknown)]))
    let judgement: Judgement
    try {
      judgement = check.judge(read, parametersOf(check))
    } catch (error) {
      return [`"${check.name}" throws on ${JSON.stringify(unknown)}: ${String(error)}`]
    }
    return judgement.status === 'PASS' ? [`"${check.name}" passes on ${JSON.stringify(unknown)}.`] : []
  })
}

/** A page in place of the answer must not look like success; that a judge throws is as good as not knowing. */
function confirmsUnknown(action: Action, fixture: ActionFixture | undefined): string[] {
  if (!fixture) return []
  const { target, parameters = {} } = fixture
  const input = { config: {}, target, parameters, remembered: undefined }
  const judges = { confirm: action.confirm?.judge, undo: action.undo?.judge }
  return Object.entries(judges).flatMap(([name, judge]) =>
    [undefined, null, {}, { a: 1 }, 'x', 42].flatMap(body => {
      try {
        if (!judge?.({ status: 200, body }, input).done) return []
      } catch {
        return []
      }
      return [`"${action.name}" (${name}) is confirmed by ${JSON.stringify(body)}.`]
    }),
  )
}

/** Rows that nobody can judge by are unclear, not none of the check's business. */
function passesUnknownRows(check: Check): string[] {
  const { name, judgeRow, reads } = check
  if (!judgeRow) return []
  const read = Object.fromEntries(reads.map(one => [one, null]))
  return UNKNOWN_ROWS.flatMap(row => {
    try {
      const verdict = judgeRow(structuredClone(row), read, parametersOf(check))
      return verdict === 'UNCLEAR'
        ? []
        : [`"${name}" takes the row ${JSON.stringify(row)} for ${JSON.stringify(verdict)}.`]
    } catch {
      // As good as unclear.
      return []
    }
  })
}

/** Another value of the same look, such as a key that stays a key. */
function spoil(value: string): string {
  return value.includes('PRIVATE KEY') ? value : value.replace(/.$/s, last => (last === 'x' ? 'y' : 'x'))
}

function contains(whole: Record<string, unknown>, part: Record<string, unknown>): boolean {
  return Object.entries(part).every(([key, value]) => isDeepStrictEqual(whole[key], value))
}
