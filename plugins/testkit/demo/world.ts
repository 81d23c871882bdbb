import { createPeople } from './people.ts'
import type { Person } from './people.ts'

/** The company besides what happens in it. What exists at a vendor is with that vendor's part. */
export interface World {
  seed: string
  /** Display name of the company. */
  name: string
  /** Mail domain, such as `acme.example`. */
  domain: string
  /** Its first label, by which vendors know the company. */
  org: string
  people: Person[]
}

/** Fewer people than this are no company: some roles would have nobody. */
const SMALLEST = 10

/** The company, the same for the same seed, domain and size. */
export function createWorld(seed: string | number, name: string, domain: string, size: number): World {
  if (!Number.isInteger(size) || size < SMALLEST) {
    throw new RangeError(`A demo company needs a whole number of at least ${SMALLEST} people, not ${size}.`)
  }
  const people = createPeople(seed, domain, size)
  return { seed: String(seed), name, domain, org: domain.split('.')[0]!, people }
}

/** What exists in a company at one vendor: made when first asked for, and then the same. */
export function perWorld<T>(create: (world: World) => T): (world: World) => T {
  const made = new WeakMap<World, { value: T }>()
  return world => {
    let known = made.get(world)
    if (!known) made.set(world, (known = { value: create(world) }))
    return known.value
  }
}

/** People who can be seen at work. */
export const atWork = (world: World): Person[] => world.people.filter(person => !person.left)
/** Those of them who administer. */
export const itAtWork = (world: World): Person[] => atWork(world).filter(person => person.isIt)
