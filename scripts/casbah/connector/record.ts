import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { createHost, HostError, type HostedApp, type HostOptions } from '@casbah/host'
import { MemoryStore } from '@casbah/host/testing'
import { recordFixtures, type Recording } from '@casbah/testkit'
import { CommandError, readFlags } from '../command.ts'
import { builtConnector } from './built.ts'

const usage =
  'connector record [folder] --config F [--credentials F] [--auth-kind K] [--stream S]… [--pages N] [--days N] [--out DIR]'
const DAY = 86_400_000
const MOST_PAGES = 50

/** Reads a little of the partner's own tenant and writes it as fixtures, with nobody in them. `over` stands in for parts of the host in tests. */
export const record = {
  usage,
  async run(args: string[], over: Partial<Pick<HostOptions, 'routes' | 'clock'>> = {}): Promise<void> {
    const text = { type: 'string' } as const
    const { values, positionals } = readFlags(
      args,
      {
        config: text,
        credentials: text,
        'auth-kind': text,
        stream: { type: 'string', multiple: true },
        pages: text,
        days: text,
        out: text,
      },
      usage,
    )
    const pages = countOf('pages', values.pages ?? '2', MOST_PAGES)
    const days = countOf('days', values.days ?? '7', 3_650)
    if (!values.config)
      throw new CommandError(
        `Name a JSON file with the configuration of your tenant: --config F ({} when the connector asks for none). Usage: casbah ${usage}`,
      )
    const folder = positionals[0] ?? '.'
    const ready = await builtConnector(folder)
    const { connector, description, slug } = ready
    for (const name of values.stream ?? [])
      if (!connector.streams.some(stream => stream.name === name))
        throw new CommandError(
          `${slug} has no stream ${name}. It has: ${connector.streams.map(stream => stream.name).join(', ')}.`,
        )
    const authKind = values['auth-kind'] ?? description.card.auth[0]?.name ?? ''
    const config = await jsonOf(values.config)
    const credentials = await credentialsOf(description.card.auth, authKind, values.credentials)
    const now = over.clock?.now() ?? Date.now()
    const app: HostedApp = {
      id: 'recorded',
      tenant: 'recorded',
      connector: slug,
      config,
      authKind,
      credentials,
      connectedAt: now,
      backfillSince: null,
      epoch: 0,
    }
    const host = createHost({ connectors: [ready], store: new MemoryStore(), ...over })
    let recording: Recording
    try {
      const span = { since: now - days * DAY, until: now, pages }
      const sampled = host.sample(app, { ...span, ...(values.stream && { streams: values.stream }) })
      // A host without a field is everybody's.
      const hosts = description.card.hosts.filter(one => one.includes('{')).map(one => filled(one, config))
      recording = await recordFixtures(connector, sampled, { config, credentials, hosts })
    } catch (error) {
      throw error instanceof HostError ? new CommandError(error.message) : error
    } finally {
      await host.close()
    }
    show(recording)
    const out = resolve(folder, values.out ?? 'fixtures')
    if (!(await agreed(out))) throw new CommandError('Nothing was written.')
    await mkdir(out, { recursive: true })
    for (const [name, content] of recording.files) await writeFile(join(out, name), content)
    console.log(`${recording.files.size} files are in ${out}. Read them before you commit them.`)
  },
}

function show({ replaced, files, leftOut, skipped }: Recording): void {
  const rows = [...files].filter(([name]) => name.endsWith('.ndjson'))
  for (const [name, content] of rows) console.log(`${name}: ${content.split('\n').length - 1} rows`)
  console.log('Replaced:')
  const classes = [...replaced].sort(([, a], [, b]) => b - a)
  for (const [kind, count] of classes) console.log(`  ${String(count).padStart(7)}  ${kind}`)
  if (leftOut > 0)
    console.log(
      `${leftOut} rows or answers are left out: cleaned they would be read otherwise, or still show whose they are.`,
    )
  for (const sentence of skipped) console.log(`Not read: ${sentence}`)
}

/** On a terminal whoever records says so; elsewhere asking for it was enough. */
async function agreed(out: string): Promise<boolean> {
  if (!process.stdin.isTTY) return true
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await lines.question(`Write these to ${out}? [y/N] `)).trim())
  } finally {
    lines.close()
  }
}

function countOf(flag: string, given: string, most: number): number {
  const count = Number(given)
  if (Number.isInteger(count) && count > 0 && count <= most) return count
  throw new CommandError(`--${flag} is a whole number from 1 to ${most}. Usage: casbah ${usage}`)
}

async function jsonOf(file: string): Promise<Record<string, unknown>> {
  const content = await readFile(file, 'utf8').catch(() => {
    throw new CommandError(`${file} cannot be read. Name a file with one JSON object.`)
  })
  try {
    const value: unknown = JSON.parse(content)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Told below, without the parser's words: they may hold what is in the file.
  }
  throw new CommandError(`${file} holds no JSON object. Write one, such as {"domain": "acme.example.com"}.`)
}

type Auth = { name: string; fields: { name: string; title: string; required?: boolean | undefined }[] }[]

/** Out of a file, else out of the environment; never out of flags, which other users of the machine can see. */
async function credentialsOf(auth: Auth, authKind: string, file: string | undefined): Promise<Record<string, string>> {
  const kind = auth.find(({ name }) => name === authKind)
  if (!kind)
    throw new CommandError(
      `There is no way to sign in "${authKind}". There are: ${auth.map(({ name }) => name).join(', ')}.`,
    )
  const given = file === undefined ? null : await jsonOf(file)
  const found = kind.fields.flatMap(({ name }) => {
    const value = given ? given[name] : process.env[variableOf(name)]
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : []
  })
  const missing = kind.fields.filter(
    ({ name, required }) => required !== false && !found.some(([there]) => there === name),
  )
  if (missing.length > 0)
    throw new CommandError(
      given
        ? `${file} lacks ${missing.map(({ name }) => `"${name}"`).join(', ')}.`
        : `Credentials are missing. Set ${missing.map(({ name, title }) => `${variableOf(name)} (${title})`).join(', ')}, or name a JSON file by --credentials.`,
    )
  return Object.fromEntries(found)
}

/** `clientSecret` is CASBAH_CREDENTIAL_CLIENT_SECRET. */
const variableOf = (field: string) => `CASBAH_CREDENTIAL_${field.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()}`

const filled = (pattern: string, config: Record<string, unknown>) =>
  pattern.replace(/\{(\w+)\}/g, (whole, field: string) => {
    const value = config[field]
    return typeof value === 'string' ? value : whole
  })
