import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeConnector, touchProblems } from '@casbah/host'
import { coverageProblems } from './coverage-problems.ts'
import { demand, type Subject, type Trial } from './fixtures.ts'

/** What may be imported besides the package's own files. */
const ALLOWED = new Set(['@casbah/sdk', 'zod'])

/** What can be told without asking anybody: it is data, it says all that it must, it imports nothing else. */
export function staticTrials({ connector, fixtures }: Subject): Trial[] {
  const trial = (name: string, run: () => string[]): Trial => ({
    section: 'static',
    name,
    run: async () => demand(run()),
  })
  return [
    trial('is data, apart from its functions', () => {
      // Rejects functions; what JSON would lose, such as a Date, shows by its text.
      const description = structuredClone(describeConnector(connector))
      const text = JSON.stringify(description)
      return JSON.stringify(JSON.parse(text)) === text ? [] : ['What it says of itself does not survive JSON.']
    }),
    trial('says for every right why it is needed, and asks for no other', () => {
      const { card, streams, inventory, reads } = connector
      const { accounts, groups = [], resources = [], grants = [], domains = [] } = inventory
      const parts = [...streams, ...accounts, ...groups, ...resources, ...grants, ...domains]
      const finding = Object.values(card.found ?? {}).flatMap(({ read }) => reads[read]?.scope ?? [])
      const used = new Set([...parts.flatMap(({ scopes }) => scopes), ...finding])
      return [
        ...card.scopes.filter(({ reason }) => reason.length < 8).map(({ scope }) => `"${scope}" has no reason.`),
        ...card.scopes
          .filter(({ scope }) => !used.has(scope))
          .map(
            ({ scope }) =>
              `"${scope}" is asked for and neither a stream nor a listing names it, nor is anything found by it.`,
          ),
        ...parts.filter(({ scopes }) => scopes.length === 0).map(({ name }) => `"${name}" names no right.`),
      ]
    }),
    trial('tells for every field of configuration and credentials what to enter', () => {
      const fields = Object.entries(connector.card.config.shape)
      const nameless = fields.filter(([, schema]) => !(schema as { description?: string }).description)
      const kinds = connector.card.auth.filter(({ instructions }) => instructions.length < 40)
      return [
        ...nameless.map(([name]) => `The field "${name}" of the configuration has no description.`),
        ...kinds.map(({ name }) => `The way to sign in "${name}" has no instructions.`),
      ]
    }),
    trial('says with each check why it matters and how to mend it', () =>
      connector.checks
        .filter(({ description, remediation }) => description.length < 20 || remediation.length < 20)
        .map(({ name }) => `The check "${name}" lacks its description or its remedy.`),
    ),
    trial('says of every parameter of a check what it is', () =>
      connector.checks.flatMap(({ name, parameters }) =>
        Object.entries(parameters?.shape ?? {})
          .filter(([, field]) => !(field as { description?: string }).description)
          .map(([field]) => `The parameter "${field}" of the check "${name}" has no description.`),
      ),
    ),
    trial('tells how much of the vendor’s list of actions its vocabulary maps, or why nobody can', () =>
      coverageProblems({ connector, fixtures }),
    ),
    trial('has each check touched by actions of its vocabulary alone', () =>
      touchProblems(describeConnector(connector).checks, connector.vocabulary),
    ),
    trial('has a fixture for every stream, check and action', () => [
      ...absent(
        'stream',
        connector.streams.filter(stream => !('intake' in stream)),
        fixtures.streams,
      ),
      ...absent(
        'check',
        connector.checks.filter(({ judge }) => judge !== undefined),
        fixtures.checks,
      ),
      ...absent('action', connector.actions, fixtures.actions),
    ]),
    trial('imports nothing but the SDK and zod', () =>
      sourcesOf(fixtures.folder).flatMap(file =>
        importsOf(file)
          .filter(name => !name.startsWith('.') && !ALLOWED.has(name))
          .map(name => `${file} imports "${name}".`),
      ),
    ),
  ]
}

const absent = (kind: string, parts: { name: string }[], fixtures: object) =>
  parts.filter(({ name }) => !Object.hasOwn(fixtures, name)).map(({ name }) => `The ${kind} "${name}" has no fixture.`)

/** Files that the package would ship: neither tests nor their fixtures. */
function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.js') && !/(\.test|fixtures)\.js$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .filter(file => !/[\\/](node_modules|fixtures)[\\/]/.test(file))
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const found = text.matchAll(
    /^\s*(?:import|export)\b[^;'"]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm,
  )
  return [...found].map(match => (match[1] ?? match[2] ?? match[3]) as string)
}
