import type { ConnectorDescription, ListingData, StreamData } from '@casbah/host'
import { code, table } from './table.ts'

/** A connector's page, made of what it says of itself. `readme`: where its author's own words lie, from the page. */
export function pageOf(description: ConnectorDescription, readme: string): string {
  const { card, streams, listings, checks, actions, reads } = description
  return [
    `# ${card.name}`,
    '',
    '<!-- Made from the connector; change it there. -->',
    '',
    `\`${card.slug}\`, by ${card.vendor.replace(/\.$/, '')}. How to set the vendor's side up: [README](${readme}).`,
    '',
    '## Ways to sign in',
    table(
      ['name', 'title', 'asks for'],
      card.auth.map(({ name, title, fields }) => [
        code(name),
        title,
        fields.map(field => field.title + (field.required === false ? ' (optional)' : '')).join(', '),
      ]),
    ),
    '## Configuration',
    table(
      ['field', 'needed', 'what it is'],
      Object.entries(propertiesOf(card.config)).map(([name, { description: what, needed }]) => [
        code(name),
        needed ? 'yes' : 'no',
        what,
      ]),
    ),
    '## Rights at the vendor',
    table(
      ['right', 'why', 'needed by'],
      [...rightsOf(description)].map(([scope, { reason, by }]) => [code(scope), reason, by.join(', ')]),
    ),
    '## Streams',
    table(
      ['stream', 'what it holds', 'comes', 'usual delay', 'at worst', 'kept'],
      streams.map(stream => [
        code(stream.name),
        stream.description,
        WAYS[stream.kind],
        stream.delaySeconds === null ? 'not said' : span(stream.delaySeconds),
        span(stream.latenessSeconds ?? 86_400),
        stream.retentionDays === null ? 'not said' : `${stream.retentionDays} days`,
      ]),
    ),
    '## Inventory',
    table(
      ['listing', 'lists', 'kept up by'],
      listings.map(listing => [
        code(listing.name),
        listing.kind + (listing.each ? `, for each of \`${listing.each}\`` : ''),
        upkeep(listing),
      ]),
    ),
    '## Vocabulary',
    `${Object.keys(description.vocabulary).length} vendor actions are mapped${
      description.vocabularyCoverage === null
        ? ''
        : `, ${Math.round(description.vocabularyCoverage * 100)} % of those that the vendor documents`
    }. Others are kept as \`other\` and counted.`,
    '',
    `## Checks`,
    table(
      ['check', 'severity', 'points', 'what should be so', 'reads'],
      checks.map(check => [
        code(check.name),
        check.severity.toLowerCase(),
        String(check.points),
        check.title,
        check.reads.length > 0
          ? check.reads.map(read => code(reads[read]?.scope ?? read)).join(' ')
          : 'nothing: looked at by people',
      ]),
    ),
    '## Actions',
    table(
      ['action', 'on', 'effect', 'undo', 'what it does', 'needs'],
      actions.map(action => [
        code(action.name),
        action.target.toLowerCase(),
        action.effect.toLowerCase(),
        action.undoable ? 'yes' : 'no',
        action.description,
        action.scope ? code(action.scope) : '',
      ]),
    ),
  ].join('\n')
}

/** The list of all connectors. */
export function listOf(descriptions: ConnectorDescription[]): string {
  return [
    '# Connectors',
    '',
    '<!-- Made by `npm run connector-docs` from the connectors; change it there. -->',
    '',
    'App by app beside what Microsoft Defender for Cloud Apps lists: [Compared](compared.md).',
    '',
    table(
      ['connector', 'streams', 'actions mapped', 'checks', 'governance actions'],
      descriptions.map(({ card, streams, vocabulary, checks, actions }) => [
        `[${card.name}](${card.slug}.md)`,
        String(streams.length),
        String(Object.keys(vocabulary).length),
        String(checks.length),
        String(actions.length),
      ]),
    ),
  ].join('\n')
}

const WAYS: Record<StreamData['kind'], string> = { polled: 'polled', exported: 'by files or jobs', pushed: 'pushed' }

function upkeep({ changes, touched }: ListingData): string {
  if (changes) return "the vendor's change feed, and full listings"
  return touched ? 'activities that name it, and full listings' : 'full listings'
}

function rightsOf({ card, streams, listings, checks, reads, actions }: ConnectorDescription) {
  const rights = new Map(card.scopes.map(({ scope, reason }) => [scope, { reason, by: [] as string[] }]))
  const use = (scope: string, by: string, reason: string) => {
    const right = rights.get(scope) ?? { reason, by: [] }
    rights.set(scope, right)
    if (!right.by.includes(by)) right.by.push(by)
  }
  for (const { name, scopes } of [...streams, ...listings]) for (const scope of scopes) use(scope, code(name), '')
  for (const [field, { read }] of Object.entries(card.found ?? {})) use(reads[read]?.scope ?? read, code(field), '')
  for (const check of checks)
    for (const read of check.reads) use(reads[read]?.scope ?? read, 'checks', 'Settings that checks look at.')
  for (const { scope, title } of actions) if (scope) use(scope, 'actions', `${title}.`)
  return rights
}

function propertiesOf(schema: unknown): Record<string, { description: string; needed: boolean }> {
  const { properties = {}, required = [] } = schema as {
    properties?: Record<string, { description?: string; default?: unknown }>
    required?: string[]
  }
  return Object.fromEntries(
    Object.entries(properties).map(([name, { description = '', default: otherwise }]) => [
      name,
      { description, needed: required.includes(name) && otherwise === undefined },
    ]),
  )
}

function span(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} days`
}
