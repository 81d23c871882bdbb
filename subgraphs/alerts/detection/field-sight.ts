import type { Gate, View } from './detector.ts'
import type { JudgedEvent } from './event.ts'
import { missingFields, pathsOf } from './predicate/missing.ts'
import { isPresent, type Path } from './predicate/path.ts'
import type { Learnt } from './state.ts'

const DAY_MS = 24 * 3_600_000
/** Days after which a field or a source is as if it had never been there. */
const DAYS = 30
/** Events of a connector and day that are all looked at; of those beyond every 64th is. */
const EVERY_ONE = 1_024
const ONE_OF = 64
/** Longer rows are not looked at: what nobody bounds must not cost more than judging it. */
const LONGEST = 32_768
/** So many events must have been looked at before a field is said to be missing. */
const ENOUGH = 100

interface Field {
  key: string
  view: View
  path: Path
}

/** Which fields the gates of a tenant's policies ask for, by connector; and which of them have not been seen today. */
export class AskedFields {
  private readonly gates: readonly Gate[]
  private readonly all = new Map<string, Field[]>()
  /** By what is learnt, since that may be thrown away and built again. */
  private readonly open = new WeakMap<Learnt, Map<string, { day: number; fields: Field[] }>>()

  constructor(gates: readonly Gate[]) {
    this.gates = gates
  }

  /** Those to look for in an event of a day; takes out what `seen` says. */
  unseen(learnt: Learnt, connector: string, day: number, seen: (field: Field) => boolean): void {
    let connectors = this.open.get(learnt)
    if (!connectors) this.open.set(learnt, (connectors = new Map()))
    let open = connectors.get(connector)
    if (open?.day !== day) {
      open = { day, fields: this.of(connector) }
      connectors.set(connector, open)
    }
    if (open.fields.length) open.fields = open.fields.filter(field => !seen(field))
  }

  private of(connector: string): Field[] {
    const known = this.all.get(connector)
    if (known) return known
    const fields = new Map<string, Field>()
    const add = (view: View, path: Path) => {
      const key = keyOf(connector, view, path)
      fields.set(key, { key, view, path })
    }
    for (const { connectors, view, predicate } of this.gates)
      if (!connectors || connectors.includes(connector)) for (const path of pathsOf(predicate)) add(view, path)
    this.all.set(connector, [...fields.values()])
    return this.all.get(connector)!
  }
}

function keyOf(connector: string, view: View, { name, ignoreCase }: Path): string {
  return `${connector}|${view}|${ignoreCase ? name.toLowerCase() : name}`
}

/** For each connector: the last day that it brought events, how many that day, and how many were looked at in all. */
const sourcesOf = (learnt: Learnt) =>
  learnt.table(
    'sources',
    { day: { type: 'u32', per: 1 }, events: { type: 'u32', per: 1 }, looked: { type: 'u32', per: 1 } },
    500,
  )
/** For each field asked for: the last day that it occurred. */
const fieldsOf = (learnt: Learnt) => learnt.table('fields', { day: { type: 'u32', per: 1 } }, 100_000)

/** Marks which of the fields asked for an event has, live or history. */
export function seeFields(event: JudgedEvent, asked: AskedFields, learnt: Learnt): void {
  const { connector, observedAt, raw } = event.activity
  const day = Math.floor(observedAt / DAY_MS)
  const sources = sourcesOf(learnt)
  const slot = sources.claim(connector, observedAt)
  const [days, events, looked] = [sources.column('day'), sources.column('events'), sources.column('looked')]
  if (day > days[slot]!) {
    days[slot] = day
    events[slot] = 0
  }
  const number = ++events[slot]!
  if ((number > EVERY_ONE && number % ONE_OF) || raw.length > LONGEST) return
  looked[slot]!++
  const fields = fieldsOf(learnt)
  asked.unseen(learnt, connector, day, ({ key, view, path }) => {
    const place = fields.find(key)
    if (place >= 0 && fields.column('day')[place]! >= day) return true
    if (!hasField(event, view, path)) return false
    const claimed = fields.claim(key, observedAt)
    fields.column('day')[claimed] = day
    return true
  })
}

function hasField(event: JudgedEvent, view: View, path: Path): boolean {
  if (view === 'activity') return isPresent(event.activity, path)
  try {
    return isPresent(event.record, path)
  } catch {
    return false
  }
}

/** A field's name as it can be kept: PostgreSQL takes neither NUL nor half of a surrogate pair. */
const storable = (field: string) => field.replaceAll('\0', '\ufffd').toWellFormed()

/** What a policy's gates can see in what the connected apps bring. */
export interface Sight {
  /** Whether any app of the last 30 days brings events that it looks at. */
  fed: boolean
  /** Fields for want of which it cannot match. */
  missing: string[]
}

/** Tells what gates can see, going by the last 30 days up to the last event. */
export function sightOf(gates: readonly Gate[], learnt: Learnt): Sight {
  const sources = sourcesOf(learnt)
  const fields = fieldsOf(learnt)
  const days = sources.column('day')
  let today = 0
  for (const [, slot] of sources.entries()) today = Math.max(today, days[slot]!)
  const alive = [...sources.entries()].filter(([, slot]) => days[slot]! > today - DAYS)
  const occurs = (connector: string, view: View, path: Path) => {
    const place = fields.find(keyOf(connector, view, path))
    return place >= 0 && fields.column('day')[place]! > today - DAYS
  }
  const missing = new Set<string>()
  let [fed, can] = [false, false]
  for (const { connectors, view, predicate } of gates)
    for (const [connector, slot] of alive) {
      if (connectors && !connectors.includes(connector)) continue
      fed = true
      const enough = sources.column('looked')[slot]! >= ENOUGH
      const lacking = enough ? missingFields(predicate, path => occurs(connector, view, path)) : null
      if (lacking) lacking.forEach(field => missing.add(storable(field)))
      else can = true
    }
  return { fed, missing: can ? [] : [...missing] }
}
