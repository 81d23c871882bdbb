import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compilePolicy, compilePredicate, type Compilable } from '@casbah/alerts/detection'
import type { ConnectorDescription } from '@casbah/host'

/** What activities and resources of a connector carry, as far as its built code shows. */
export interface Carried {
  address: boolean
  isAdmin: boolean
  isImpersonated: boolean
  /** Kinds of its resources. */
  kinds: ReadonlySet<string>
  /** Whether its resources tell by name whom they are shared with. */
  namesSharing: boolean
  /** Whether its grants tell who publishes the app. */
  publisher: boolean
}

/** Says nothing of activities: what is asked of the vendor, judged or done, and what tests. */
const OTHER_FOLDERS = new Set(['checks', 'actions', 'node_modules'])
const NOT_OF_ACTIVITIES =
  /(inventory|account|accounts|users|reads|card|vocabulary|fixtures|benchmark|countries|files)\.js$|\.test\.js$/
const NOT_OF_RESOURCES = /(fixtures|benchmark)\.js$|\.test\.js$/

/** Reads it from the code of a built package. */
export function carriedBy(folder: string): Carried {
  const files = codeOf(join(folder, 'dist'))
  const reading = files.filter(({ path }) => !NOT_OF_ACTIVITIES.test(path)).map(({ text }) => text)
  const says = (word: RegExp) => reading.some(text => word.test(text))
  const inventory = files.filter(({ path }) => !NOT_OF_RESOURCES.test(path)).map(({ text }) => text)
  return {
    address: says(/(?<=[\s{,(])ip(?=\s*[:,}])(?!\s*:\s*(?:null|undefined))/),
    isAdmin: says(/\bisAdmin\b/),
    isImpersonated: says(/\bisImpersonated\b/),
    kinds: new Set(
      inventory.flatMap(text => text.match(/(?<=['"])(FILE|FOLDER|BUCKET|SITE|REPOSITORY|CHANNEL)(?=['"])/g) ?? []),
    ),
    // `{ to: 'user', name: … }`; a link, anyone and the whole organisation have no name.
    namesSharing: inventory.some(text => /\bto: (?!['"](?:link|anyone|organisation))[^,}]+,\s*name\b/.test(text)),
    publisher: inventory.some(text => /\bpublisher\b/.test(text)),
  }
}

/** Code without its comments. */
function codeOf(folder: string): { path: string; text: string }[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return OTHER_FOLDERS.has(entry.name) ? [] : codeOf(path)
    if (!entry.name.endsWith('.js')) return []
    return [{ path, text: readFileSync(path, 'utf8').replace(/\/\*[^]*?\*\/|(?<=^|\s)\/\/.*$/gm, '') }]
  })
}

type Described = Pick<ConnectorDescription, 'card' | 'vocabulary' | 'listings'>
type Policy = Compilable & { connector: string | null }

/** What a policy needs of activities besides what its filter asks for. */
export interface Need {
  address?: true
  /** Vendor actions that alone are meant. */
  vendorAction?: RegExp
  /** Actions of Casbah's vocabulary that alone are meant. */
  action?: RegExp
}

/** Fields that not every connector can fill, as the reason names them. */
const FIELDS = {
  address: 'addresses',
  isAdmin: 'the mark of administration',
  isImpersonated: 'the mark of acting for another',
} as const

/** Whether a policy can see the app at all; else the sentence why it cannot. */
export function sightOf(policy: Policy, connector: Described, carried: Carried, need: Need = {}): true | string {
  const { slug, name } = connector.card
  if (policy.connector !== null && policy.connector !== slug) return 'it is for another app'
  if (policy.kind === 'RESOURCE') return sightOfThings(policy.definition as ThingDefinition, connector, carried)
  if (need.address && !carried.address) return `activities of ${name} carry no addresses`
  const gates = compilePolicy(policy).gates.map(({ predicate }) => compilePredicate(predicate))
  const seenWith = (more: Partial<Carried>) =>
    activitiesOf(connector, { ...carried, ...more }, need).some(each => gates.some(passes => passes(each)))
  if (seenWith({})) return true
  const missing = (['address', 'isAdmin', 'isImpersonated'] as const).find(field => seenWith({ [field]: true }))
  return missing
    ? `activities of ${name} do not carry ${FIELDS[missing]}`
    : `no action in the vocabulary of ${name} is one that it reads`
}

/** Parts of a filter that look at names of those whom a resource is shared with. */
const BY_NAME = ['sharedWithDomains', 'sharedWithOutsideBut', 'sharedWithPersonalMail'] as const

interface ThingDefinition {
  filter?: { connector?: string[]; kind?: string[] } & Partial<Record<(typeof BY_NAME)[number], unknown>>
  grantFilter?: { connector?: string[]; publisherLookAlike?: boolean }
}

function sightOfThings(
  { filter, grantFilter }: ThingDefinition,
  connector: Described,
  { kinds, namesSharing, publisher }: Carried,
): true | string {
  const { slug, name } = connector.card
  const named = (filter ?? grantFilter)?.connector
  if (named && !named.includes(slug)) return 'it is for another app'
  const lists = (kind: string) => connector.listings.some(listing => listing.kind === kind)
  if (grantFilter) {
    if (!lists('grants')) return `no grants of third-party apps are listed for ${name}`
    return publisher || !grantFilter.publisherLookAlike || `grants of ${name} do not tell who publishes the app`
  }
  if (!lists('resources')) return `no resources are listed for ${name}`
  if (filter?.kind && !filter.kind.some(kind => kinds.has(kind))) return `no such resources are listed for ${name}`
  const byName = BY_NAME.some(part => filter?.[part] !== undefined)
  return !byName || namesSharing || `the resources listed for ${name} do not tell by name whom they are shared with`
}

/** Every activity that the vocabulary allows, with all that the connector carries and with nothing else. */
function activitiesOf(
  { card, vocabulary }: Described,
  { address, isAdmin, isImpersonated }: Carried,
  need: Need,
): object[] {
  const meant = Object.entries(vocabulary).filter(
    ([vendorAction, [action]]) =>
      need.vendorAction?.test(vendorAction) !== false && need.action?.test(action) !== false,
  )
  return meant.flatMap(([vendorAction, [action, classUid, activityId]]) =>
    (['SUCCESS', 'FAILURE'] as const).flatMap(outcome =>
      (address ? ['TOR', 'RISKY'] : [null]).map(networkTag => ({
        connector: card.slug,
        action,
        vendorAction,
        classUid,
        activityId,
        outcome,
        isAdmin,
        isImpersonated,
        actor: { kind: 'user' },
        targets: [{ kind: 'user', name: 'ann#ext#' }],
        targetAccountIds: [],
        targetResourceIds: [],
        ip: networkTag && { address: '203.0.113.7', networkTag },
      })),
    ),
  )
}
