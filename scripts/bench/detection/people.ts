import { Places } from '@casbah/activities'
import { loadConnectors, readLines } from '@casbah/host'
import type { StoredActivity } from '@casbah/kit'
import { recorded } from '../../casbah/policy/recorded.ts'
import { CONNECTOR_FOLDERS } from '../../stack/connectors.ts'
import { recordings } from './corpus.ts'

/** Recorded rows of every connector that there is, as they would be stored. */
export async function recordedActivities(shared: string): Promise<StoredActivity[]> {
  const places = new Places()
  const activities: StoredActivity[] = []
  const connectors = new Map(
    (await loadConnectors(CONNECTOR_FOLDERS, { sandbox: false })).map(each => [each.slug, each]),
  )
  for (const { slug, rows } of await recordings(shared)) {
    const loaded = connectors.get(slug)
    if (!loaded || loaded.state === 'FAILED') continue
    for await (const read of readLines(loaded.connector, undefined, rows)) {
      if ('rejected' in read) continue
      const stored = read.activities.map(activity => recorded(slug, activity, places))
      activities.push(...stored.filter(activity => activity !== null))
    }
  }
  return activities
}

/** The same numbers for the same place in the row. */
function hash(n: number, salt: number): number {
  let x = (n + 1) * 0x9e3779b1 + salt * 0x85ebca6b
  x ^= x >>> 15
  x = Math.imul(x, 0x2c1b3c6d)
  x ^= x >>> 12
  return x >>> 0
}

const COUNTRIES = ['DE', 'FR', 'GB', 'US', 'NL', 'PL', 'ES', 'SE', 'BR', 'IN']
const START = Date.UTC(2027, 2, 1)
const hex = (n: number, width: number) => n.toString(16).padStart(width, '0')

/** The recorded row, told of another person. Who is a number there is replaced where it stands alone: it may be part of other numbers. */
function rawOf({ raw, actor }: StoredActivity, id: string): string {
  let told = raw
  for (const name of [actor?.id, actor?.email, actor?.name]) {
    if (!name || name.length <= 3) continue
    told = /^\d+$/.test(name)
      ? told.replace(new RegExp(`([:,[]\\s*)"?${name}"?(?=\\s*[,}\\]])`, 'g'), `$1"${id}"`)
      : told.replaceAll(name, id)
  }
  return told
}

/** Life of a company: recorded activities, told of others, one after the other in event time. */
export class Company {
  private readonly templates: readonly StoredActivity[]
  private readonly people: number
  /** Milliseconds from one activity to the next. */
  private readonly apart: number

  constructor(templates: readonly StoredActivity[], people: number, apart: number) {
    this.templates = templates
    this.people = people
    this.apart = apart
  }

  /** Activities from the `first` on; the same however they are cut. */
  tell(first: number, count: number): StoredActivity[] {
    return Array.from({ length: count }, (_, index) => this.one(first + index))
  }

  private one(n: number): StoredActivity {
    const template = this.templates[hash(n, 1) % this.templates.length]!
    // Everybody once, then by chance.
    const person = n < this.people ? n : hash(n, 2) % this.people
    const time = START + n * this.apart
    const id = `${hex(person, 8)}-0000-4000-8000-${hex(person, 12)}`
    const country = COUNTRIES[hash(person, 3) % COUNTRIES.length]!
    const away = hash(n, 4) % 200 === 0 ? COUNTRIES[hash(n, 5) % COUNTRIES.length]! : country
    return {
      ...template,
      id: `${time.toString(36)}-${hex(n, 8)}-0000-4000-8000-${hex(n, 12)}`,
      vendorId: String(n),
      time,
      observedAt: time + 1_000,
      raw: rawOf(template, id),
      actor: template.actor && {
        ...template.actor,
        id,
        email: `person-${person}@acme.example`,
        name: `Person ${person}`,
      },
      accountId: `a${id.slice(1)}`,
      userId: id,
      sessionId: template.sessionId === null ? null : `session-${person}-${hash(n, 6) % 3}`,
      ip: {
        // Mostly from one of the offices, at times from home.
        address:
          hash(n, 7) % 5
            ? `10.1.${hash(person, 9) % 200}.1`
            : `10.${64 + (person & 63)}.${(person >> 6) & 255}.${person >> 14}`,
        country: away,
        city: null,
        asn: 64_500 + (hash(person, 8) % 40),
        isp: `Provider ${hash(person, 8) % 40}`,
        networkTag: null,
      },
    }
  }
}
