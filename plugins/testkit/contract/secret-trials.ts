import { demand, type Subject, type Trial } from './fixtures.ts'
import { readAll } from './reading.ts'
import { emit, firstRows } from './rows.ts'
import { inWorld } from './world.ts'

/** Credentials appear nowhere: not to the connector, not in what is stored, logged, shown or thrown. */
export function secretTrials(subject: Subject): Trial[] {
  const { connector, fixtures } = subject
  return [
    {
      section: 'secrets',
      name: 'no credential reaches the connector, the log, what is stored or what is shown',
      run: () =>
        inWorld(subject, { pageRows: 10 }, async world => {
          const planned = firstRows(subject, 20)
          emit(world, planned)
          const { server, vendor } = world
          const said = [
            ...(await readAll(world, subject, planned, {
              happenings: [500, 401].map((status, at) => ({
                at: 2 + at,
                does: () => server.fault(vendor.slug, { kind: 'status', status, body: world.app.credentials }),
              })),
            })),
          ]
          for (const action of connector.actions) {
            const { target, parameters = {} } = fixtures.actions[action.name] ?? { target: { externalId: '1' } }
            const ask = { action: action.name, target, parameters, dryRun: true }
            said.push(JSON.stringify(await world.host.act(world.app, ask).catch(String)))
          }
          const { store } = world
          const places: [where: string, texts: string[]][] = [
            ['messages to the connector', world.messages],
            ['the log', world.logged],
            ['what is stored', store.commits.map(commit => JSON.stringify(commit))],
            ['what is shown', said],
          ]
          demand(
            secretsOf(subject, world.app.credentials).flatMap(secret =>
              places
                .filter(([, texts]) => texts.some(text => text.includes(secret)))
                .map(([where]) => `A credential (${secret.slice(0, 3)}…) is in ${where}.`),
            ),
          )
        }),
    },
  ]
}

function secretsOf({ connector }: Subject, credentials: Record<string, string>): string[] {
  const secret = new Set(
    connector.card.auth.flatMap(({ fields }) => fields.filter(each => each.secret).map(({ name }) => name)),
  )
  return Object.entries(credentials).flatMap(([name, value]) => (secret.has(name) && value.length > 3 ? [value] : []))
}
