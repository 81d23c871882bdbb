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

/** Whether a policy can see the app at all; else the sentence why it cannot. `reads`: what it needs besides what its filter asks for. */
export function sightOf(policy: Policy, connector: Described, carried: Carried, reads?: 'address'): true | string {
  const { slug, name } = connector.card
  if (policy.connector !== null && policy.connector !== slug) return 'it is for another app'
  if (policy.kind === 'RESOURCE') return sightOfThings(policy.definition as ThingDefinition, connector, carried)
  if (reads === 'address' && !carried.address) return `activities of ${name} carry no address`
  const gates = compilePolicy(policy).gates.map(({ predicate }) => compilePredicate(predicate))
  const seen = activitiesOf(connector, carried).some(activity => gates.some(passes => passes(activity)))
  if (seen) return true
  const rich = activitiesOf(connector, { ...carried, address: true, isAdmin: true, isImpersonated: true })
  return rich.some(activity => gates.some(passes => passes(activity)))
    ? `activities of ${name} do not carry what it reads (address, rights used, acting for another)`
    : `no action in the vocabulary of ${name} is one that it reads`
}

interface ThingDefinition {
  filter?: { connector?: string[]; kind?: string[] }
  grantFilter?: { connector?: string[] }
}

function sightOfThings(
  { filter, grantFilter }: ThingDefinition,
  connector: Described,
  { kinds }: Carried,
): true | string {
  const { slug, name } = connector.card
  const named = (filter ?? grantFilter)?.connector
  if (named && !named.includes(slug)) return 'it is for another app'
  const lists = (kind: string) => connector.listings.some(listing => listing.kind === kind)
  if (grantFilter) return lists('grants') || `no grants of third-party apps are listed for ${name}`
  if (!lists('resources')) return `no resources are listed for ${name}`
  return !filter?.kind || filter.kind.some(kind => kinds.has(kind)) || `no such resources are listed for ${name}`
}

/** Every activity that the vocabulary allows, with all that the connector carries and with nothing else. */
function activitiesOf({ card, vocabulary }: Described, { address, isAdmin, isImpersonated }: Carried): object[] {
  return Object.entries(vocabulary).flatMap(([vendorAction, [action, classUid, activityId]]) =>
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
