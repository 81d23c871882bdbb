import { isObject, own } from '../predicate/path.ts'
import { allTexts } from '../predicate/predicate.ts'
import type { Witness } from '../predicate/witness.ts'
import { Substrings } from './substrings.ts'

/** Up to so many substrings of a field are looked for one by one. */
const FEW = 4
/** The same for all texts of an event together, which are long: looking for one by one is quick there. */
const FEW_ANYWHERE = 32
/** Values longer than this are taken for a hit without a look: their gates are judged. */
const LONGEST = 16_384

/** What is looked for at one place of an event. */
interface Place {
  equals: Map<string, number[]>
  contains: [text: string, gates: number[]][]
  substrings: Substrings<number[]> | null
  present: number[]
  /** Every gate that has a witness here. */
  all: number[]
}

interface Node {
  children: Map<string, Node>
  /** Children as a list, which is quicker to walk. */
  list: { key: string; node: Node; ignoreCase: boolean }[]
  place: Place | null
}

const node = (): Node => ({ children: new Map(), list: [], place: null })

/** The witnesses of many gates, by where they lie; walks only what an event has. */
export class FieldTrie {
  private readonly root = node()
  /** Looked for among all texts of an event. */
  private readonly anywhere: [text: string, gates: number[]][] = []
  private texts: Substrings<number[]> | null = null

  add(gate: number, witnesses: readonly Witness[]): void {
    for (const witness of witnesses) {
      if (!witness.path) {
        this.putAnywhere(gate, witness)
        continue
      }
      const { steps, name, ignoreCase } = witness.path
      this.put(
        steps.map(step => step.key),
        ignoreCase,
        gate,
        witness,
      )
      if (steps.length > 1) this.put([name], ignoreCase, gate, witness)
    }
  }

  /** Call when all are added. */
  seal(): void {
    seal(this.root)
    if (this.anywhere.length > FEW_ANYWHERE) this.texts = new Substrings(this.anywhere)
  }

  /** Calls `mark` with gates that an event shows a witness of; the same gate perhaps several times. */
  walk(event: unknown, mark: (gates: readonly number[]) => void): void {
    if (this.anywhere.length) this.look(event, mark)
    if (isObject(event)) walkObject(this.root, event, mark)
    else if (Array.isArray(event)) walkValue(this.root, event, mark)
  }

  private look(event: unknown, mark: Mark): void {
    const texts = allTexts(event)
    if (this.texts) this.texts.scan(texts, lists => lists.forEach(mark))
    else for (const [part, gates] of this.anywhere) if (texts.includes(part)) mark(gates)
  }

  private putAnywhere(gate: number, { hints }: Witness): void {
    for (const { text } of hints ?? []) {
      const known = this.anywhere.find(([part]) => part === text)
      if (known) add(known[1], gate)
      else this.anywhere.push([text, [gate]])
    }
  }

  private put(keys: string[], ignoreCase: boolean, gate: number, { hints }: Witness): void {
    let at = this.root
    for (const key of keys) {
      const name = ignoreCase ? `i:${key.toLowerCase()}` : `=:${key}`
      let to = at.children.get(name)
      if (!to) {
        to = node()
        at.children.set(name, to)
        at.list.push({ key, node: to, ignoreCase })
      }
      at = to
    }
    const place: Place = (at.place ??= { equals: new Map(), contains: [], substrings: null, present: [], all: [] })
    add(place.all, gate)
    if (!hints) add(place.present, gate)
    for (const hint of hints ?? []) {
      if (hint.is === 'equals') {
        const known = place.equals.get(hint.text)
        if (known) add(known, gate)
        else place.equals.set(hint.text, [gate])
      } else {
        const known = place.contains.find(([text]) => text === hint.text)
        if (known) add(known[1], gate)
        else place.contains.push([hint.text, [gate]])
      }
    }
  }
}

function add(list: number[], gate: number): void {
  if (list.at(-1) !== gate) list.push(gate)
}

function seal(at: Node): void {
  if (at.place && at.place.contains.length > FEW) at.place.substrings = new Substrings(at.place.contains)
  for (const child of at.list) seal(child.node)
}

type Mark = (gates: readonly number[]) => void

function walkObject(at: Node, object: Record<string, unknown>, mark: Mark): void {
  const { list } = at
  for (let n = 0; n < list.length; n++) {
    const child = list[n]!
    const value = own(object, child.key, child.ignoreCase)
    if (value !== undefined && value !== null) walkValue(child.node, value, mark)
  }
}

function walkValue(at: Node, value: unknown, mark: Mark): void {
  if (Array.isArray(value)) {
    for (const item of value) walkValue(at, item, mark)
    return
  }
  if (value === undefined || value === null) return
  if (at.place) look(at.place, value, mark)
  if (at.list.length && typeof value === 'object') walkObject(at, value as Record<string, unknown>, mark)
}

function look(place: Place, value: unknown, mark: Mark): void {
  if (typeof value === 'object') return mark(place.all)
  const text = typeof value === 'string' ? value : String(value)
  if (text.length > LONGEST) return mark(place.all)
  if (place.present.length) mark(place.present)
  const lower = text.toLowerCase()
  const equal = place.equals.get(lower)
  if (equal) mark(equal)
  if (place.substrings) place.substrings.scan(lower, lists => lists.forEach(mark))
  else for (const [part, gates] of place.contains) if (lower.includes(part)) mark(gates)
}
