import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  CasbahError,
  PLATFORM,
  userError,
  type Caller,
  type Code,
  type Database,
  type Logger,
  type UserErrorData,
} from '@casbah/kit'
import {
  fetchTarball,
  inspectPackage,
  integrityOf,
  isIntegrity,
  isVersion,
  packFolder,
  PackageRefused,
  type FailedConnector,
  type ReadyConnector,
} from '@casbah/host'
import { appsOfConnector, hasHistory } from '../system-statements.ts'
import { publishConnector, type Catalogue } from './catalogue.ts'
import type {
  InstallConnectorInput,
  RemoveConnectorInput,
  UpgradeConnectorInput,
  VendorScope,
} from './connector.type.ts'
import { connectorChanged, isBuiltIn } from './describe.ts'
import type { Fleet } from './fleet.ts'
import {
  claimUpgrade,
  endUpgrade,
  installedVersion,
  isListedFailed,
  keptPackage,
  keptTarball,
  noteConnectorEvent,
  runVersion,
  unlist,
} from './installed-table.ts'
import { proveForApps } from './proof.ts'
import { widening } from './widening.ts'

export interface ConnectorServiceParts {
  db: Database
  logger: Logger
  catalogue: Catalogue
  fleet: Fleet
  registry: string
  /** Folders below which a path may be installed. */
  paths: string[]
}

/** How a write on a connector went; `slug` is what to show of it. */
export interface ConnectorAnswer {
  slug: string | null
  missingConsent: VendorScope[]
  userErrors: UserErrorData[]
}

type By = Caller['actor']

/** Installs, upgrades, rolls back and removes connectors while apps are read. What it writes is what every host goes by. */
export class ConnectorService {
  private readonly parts: ConnectorServiceParts

  constructor(parts: ConnectorServiceParts) {
    this.parts = parts
  }

  install(input: InstallConnectorInput, by: By): Promise<ConnectorAnswer> {
    return this.change(async () => {
      const { name, version, errors } = readInstall(input)
      if (errors.length) return { slug: null, missingConsent: [], userErrors: errors }
      const { registry, paths, fleet, catalogue, db } = this.parts
      const tarball = input.path ? await packFolder(input.path, paths) : await fetchTarball(name, version, { registry })
      const integrity = input.integrity ?? integrityOf(tarball)
      const loaded = await fleet.prove(tarball, integrity)
      const at = [input.path ? 'path' : 'package']
      if (loaded.state === 'FAILED') return this.refused(loaded, at, by)
      const facts = await factsOf(loaded.folder)
      const problem =
        input.path || (facts.name === name && facts.version === version)
          ? this.clash(loaded.slug)
          : `The package says that it is ${facts.name}@${facts.version}, not ${name}@${version}.`
      if (problem) {
        await loaded.runner.close()
        const { folder } = loaded
        const failed = { state: 'FAILED' as const, folder, slug: null, version: facts.version, name: facts.name }
        if (fleet.isInstalled(catalogue.get(loaded.slug) ?? loaded) && this.clash(loaded.slug) === problem)
          return answer('CONFLICT', at, problem)
        return this.refused({ ...failed, problems: [problem], remedy: 'Ask its author for one that is not.' }, at, by)
      }
      await db.write(PLATFORM, async tx => {
        if (await installedVersion(tx, loaded.slug)) throw new CasbahError('CONFLICT', INSTALLED(loaded.slug))
        await runVersion(tx, loaded.slug, loaded.version, { ...facts, integrity, tarball })
        await publishConnector(tx, loaded.slug, loaded)
        const note = input.path ?? `${name}@${version}`
        await noteConnectorEvent(tx, { slug: loaded.slug, kind: 'INSTALLED', version: loaded.version, note, by })
      })
      await fleet.take(loaded)
      this.say('installed', loaded, by)
      return done(loaded.slug)
    })
  }

  /** Also rolls back: to a version that ran before, whose package is kept and whose rights were agreed to. */
  upgrade(input: UpgradeConnectorInput, by: By): Promise<ConnectorAnswer> {
    const { slug, version, integrity } = input
    return this.change(async () => {
      const { db, catalogue } = this.parts
      const current = catalogue.get(slug)
      const errors = [...this.notOurs(slug), ...formProblems({ version, integrity })]
      if (errors.length || !current) return { slug: null, missingConsent: [], userErrors: errors }
      const before = await db.read(PLATFORM, tx => installedVersion(tx, slug))
      if (before === version && current.state === 'READY')
        return answer('CONFLICT', ['version'], `Version ${version} of ${slug} runs already.`)
      const claimed = await db.write(PLATFORM, async tx => {
        if (!(await claimUpgrade(tx, slug))) return false
        await publishConnector(tx, slug, current, true)
        return true
      })
      if (!claimed)
        return answer(
          'CONFLICT',
          ['slug'],
          'Another upgrade of it is under way. Wait until it has ended, two minutes at most.',
        )
      let after: ReadyConnector | null = null
      try {
        const found = await this.candidate(input, before, by)
        if ('userErrors' in found) return found
        after = found.connector
        const { kept, tarball, name } = found
        const known = current.state === 'READY' ? current.description : null
        const wider = kept ? [] : widening(slug, known, after.description)
        const missing = wider.filter(({ scope }) => !(input.consentToScopes ?? []).includes(scope))
        if (missing.length) return lacksConsent(slug, version, missing)
        const unfit = await proveForApps(after, await appsOfConnector(db, slug))
        if (unfit.length)
          return { slug: null, missingConsent: [], userErrors: unfit.map(one => problemAt(['version'], one)) }
        const proved = after
        await db.write(PLATFORM, async tx => {
          await runVersion(tx, slug, version, { name, integrity, tarball })
          await publishConnector(tx, slug, proved)
          const agreed = wider.map(({ scope }) => scope).join(', ')
          const note = `from ${before}${agreed && `; agreed to ${agreed}`}`
          await noteConnectorEvent(tx, { slug, kind: 'UPGRADED', version, note, by })
        })
        await this.parts.fleet.take(proved)
        after = null
        this.say(`upgraded from ${before}`, proved, by)
        return done(slug)
      } finally {
        await after?.runner.close()
        const now = catalogue.get(slug) ?? current
        await db.write(PLATFORM, async tx => {
          await endUpgrade(tx, slug)
          await publishConnector(tx, slug, now)
        })
      }
    })
  }

  remove({ slug }: RemoveConnectorInput, by: By): Promise<ConnectorAnswer> {
    return this.change(async () => {
      const { db, catalogue, fleet, logger } = this.parts
      const current = catalogue.get(slug)
      if (!current && (await db.read(PLATFORM, tx => isListedFailed(tx, slug)))) {
        await db.write(PLATFORM, tx => unlist(tx, slug, by))
        return done(null)
      }
      const errors = this.notOurs(slug)
      if (errors.length || !current) return { slug: null, missingConsent: [], userErrors: errors }
      const apps = await appsOfConnector(db, slug)
      if (apps.length) {
        const names = apps.slice(0, 5).map(({ name, tenant }) => `"${name}" of ${tenant}`)
        const more = apps.length > 5 ? ` and ${apps.length - 5} more` : ''
        return answer('CONFLICT', ['slug'], `It reads ${names.join(', ')}${more}. Disconnect these first.`)
      }
      const remembered = await hasHistory(db, slug)
      const integrities = await db.write(PLATFORM, async tx => {
        const version = await installedVersion(tx, slug)
        await tx.query('delete from apps.connector_install where slug = $1', [slug])
        const packages = await tx.query<{ integrity: string }>(
          'delete from apps.connector_package where slug = $1 returning integrity',
          [slug],
        )
        // Apps that it once read still name it.
        if (remembered)
          await tx.query(
            `update apps.connector set state = 'DISABLED', card_hash = '', changed_at = now(),
               description = (description::jsonb || '{"state": "DISABLED"}')::json where slug = $1`,
            [slug],
          )
        else await tx.query('delete from apps.connector where slug = $1', [slug])
        const gone = { ...connectorChanged(current), slug, state: 'DISABLED', streams: [], actions: [], checks: [] }
        tx.append('connector.changed', [gone])
        await noteConnectorEvent(tx, { slug, kind: 'REMOVED', version, note: null, by })
        return packages.map(({ integrity }) => integrity)
      })
      await fleet.drop(slug, integrities)
      logger.info({ connector: slug, by: by.name }, 'a connector was removed')
      return done(null)
    })
  }

  /** The version that is to take over, loaded beside the old one. */
  private async candidate(
    { slug, version, integrity }: UpgradeConnectorInput,
    before: string | null,
    by: By,
  ): Promise<ConnectorAnswer | { connector: ReadyConnector; kept: boolean; name: string; tarball: Uint8Array }> {
    const { db, registry, fleet } = this.parts
    const { kept, running } = await db.read(PLATFORM, async tx => ({
      kept: await keptTarball(tx, slug, version),
      running: before && (await keptPackage(tx, slug, before)),
    }))
    if (!running)
      return answer('NOT_FOUND', ['slug'], `The package of ${slug} is not known. Remove it and install it anew.`)
    const tarball = kept?.tarball ?? (await fetchTarball(running.name, version, { registry }))
    const loaded = await fleet.prove(tarball, integrity)
    if (loaded.state === 'FAILED') {
      await this.note(loaded, slug, by)
      return { slug: null, missingConsent: [], userErrors: problemsAt(loaded, ['version']) }
    }
    const facts = await factsOf(loaded.folder)
    const other = facts.name !== running.name || facts.version !== version ? `${facts.name}@${facts.version}` : null
    if (loaded.slug === slug && !other) return { connector: loaded, kept: kept !== null, name: facts.name, tarball }
    await loaded.runner.close()
    const problem = other
      ? `The package says that it is ${other}, not ${running.name}@${version}.`
      : `This version calls itself "${loaded.slug}", not "${slug}". Install it as a connector of its own.`
    await db.write(PLATFORM, tx => noteConnectorEvent(tx, { slug, kind: 'REFUSED', version, note: problem, by }))
    return answer('BAD_CONNECTOR', ['version'], problem)
  }

  /** Lists what was refused as FAILED until it is removed or a good version comes, so that everybody sees why. */
  private async refused(failed: FailedConnector, at: string[], by: By): Promise<ConnectorAnswer> {
    const { catalogue, db } = this.parts
    const slug = failed.slug !== null && catalogue.ready(failed.slug) ? null : failed.slug
    const listed = catalogue.put({ ...failed, slug })
    await db.write(PLATFORM, tx => publishConnector(tx, listed, { ...failed, slug: listed }))
    await this.note(failed, listed, by)
    return { slug: null, missingConsent: [], userErrors: problemsAt(failed, at) }
  }

  private async note(failed: FailedConnector, slug: string, by: By): Promise<void> {
    const { db, logger } = this.parts
    const { version, problems, name } = failed
    logger.warn({ connector: slug, package: name, version, problems, by: by.name }, 'a connector was refused')
    await db.write(PLATFORM, tx =>
      noteConnectorEvent(tx, { slug, kind: 'REFUSED', version, note: problems.join(' '), by }),
    )
  }

  /** Why a slug cannot be taken; null when it is free. */
  private clash(slug: string): string | null {
    const other = this.parts.catalogue.ready(slug)
    if (!other) return null
    if (this.parts.fleet.isInstalled(other)) return INSTALLED(slug)
    return isBuiltIn(other)
      ? `The slug "${slug}" is that of a connector that ships with Casbah; nobody else can have it.`
      : `The slug "${slug}" is taken by the connector in ${other.folder}.`
  }

  private notOurs(slug: string): UserErrorData[] {
    const { catalogue, fleet } = this.parts
    const one = catalogue.get(slug)
    const wrong = (code: Code, message: string) => [userError(code, message, ['input', 'slug'])]
    if (!one) return wrong('NOT_FOUND', 'There is no connector with this slug. `connectors` lists them.')
    if (one.state === 'FAILED' || fleet.isInstalled(one)) return []
    return isBuiltIn(one)
      ? wrong('CONFLICT', `${slug} ships with Casbah and changes with it.`)
      : wrong('CONFLICT', `${slug} is loaded from ${one.folder}; change it there and start Casbah again.`)
  }

  /** One change at a time; what is refused is told as the user's to mend. */
  private async change(work: () => Promise<ConnectorAnswer>): Promise<ConnectorAnswer> {
    try {
      return await this.parts.fleet.inTurn(work)
    } catch (error) {
      if (error instanceof PackageRefused)
        return {
          slug: null,
          missingConsent: [],
          userErrors: error.problems.map(problem =>
            userError('BAD_CONNECTOR', `${problem} ${error.remedy}`, ['input']),
          ),
        }
      if (error instanceof CasbahError) return answer(error.code, [], error.message)
      throw error
    }
  }

  private say(what: string, { slug, version }: ReadyConnector, by: By): void {
    this.parts.logger.info({ connector: slug, version, by: by.name }, `a connector was ${what}`)
  }
}

const INSTALLED = (slug: string) => `${slug} is installed already. Use \`upgradeConnector\` for another version of it.`

const done = (slug: string | null): ConnectorAnswer => ({ slug, missingConsent: [], userErrors: [] })

const answer = (code: Code, at: string[], message: string): ConnectorAnswer => ({
  slug: null,
  missingConsent: [],
  userErrors: [userError(code, message, ['input', ...at])],
})

const problemAt = (at: string[], message: string) => userError('BAD_CONNECTOR', message, ['input', ...at])

const problemsAt = ({ problems, remedy }: FailedConnector, at: string[]) =>
  problems.map(problem => problemAt(at, `${problem} ${remedy}`))

function lacksConsent(slug: string, version: string, missingConsent: VendorScope[]): ConnectorAnswer {
  const names = missingConsent.map(({ scope }) => scope).join(', ')
  const message = `Version ${version} asks for more: ${names}. Agree to it with \`consentToScopes\`, or stay with the version that runs.`
  return { slug, missingConsent, userErrors: [userError('CONFLICT', message, ['input', 'consentToScopes'])] }
}

async function factsOf(folder: string): Promise<{ name: string; version: string }> {
  const inspected = inspectPackage(await readFile(join(folder, 'package.json'), 'utf8'))
  if ('problems' in inspected) throw new PackageRefused(inspected.problems, inspected.remedy)
  return inspected.facts
}

function formProblems({ version, integrity }: { version: string; integrity: string }): UserErrorData[] {
  const errors: UserErrorData[] = []
  const wrong = (field: string, message: string) => errors.push(userError('BAD_USER_INPUT', message, ['input', field]))
  if (!isVersion(version)) wrong('version', 'Give an exact version, such as 1.2.0.')
  if (!isIntegrity(integrity)) wrong('integrity', INTEGRITY)
  return errors
}

const INTEGRITY = 'Give the integrity as `sha512-…`, as `npm view <package>@<version> dist.integrity` prints it.'

function readInstall(input: InstallConnectorInput): { name: string; version: string; errors: UserErrorData[] } {
  const errors: UserErrorData[] = []
  const wrong = (field: string, message: string) => errors.push(userError('BAD_USER_INPUT', message, ['input', field]))
  const at = (input.package ?? '').lastIndexOf('@')
  const [name, version] = [(input.package ?? '').slice(0, at), (input.package ?? '').slice(at + 1)]
  if (Boolean(input.package) === Boolean(input.path)) wrong('package', 'Give either a package or a path.')
  else if (input.package) {
    if (at < 1 || !isVersion(version) || !/^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/.test(name))
      wrong('package', 'Give name and exact version, such as `@acme/casbah-jira@1.2.0`.')
    if (!isIntegrity(input.integrity ?? '')) wrong('integrity', INTEGRITY)
  } else if (input.integrity != null && !isIntegrity(input.integrity)) wrong('integrity', INTEGRITY)
  return { name, version, errors }
}
