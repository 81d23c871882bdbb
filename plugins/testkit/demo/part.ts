import type { Vendor } from '../replay/vendor.ts'
import type { Attack } from './attack.ts'
import type { Emission } from './emission.ts'
import type { Chore, Moment, Stretch } from './moment.ts'
import type { Random } from './random.ts'
import type { World } from './world.ts'

/** What a part of the demo gets to open its vendor's organisation with. */
export interface Opening {
  /** Epoch milliseconds. */
  now: () => number
  /** For credentials. */
  random: Random
}

/** Where a row of a vendor says what every row says, as paths. */
export interface RowReading {
  /** Name of the row's schema in the vendor's description. */
  schema?: string
  /** Left out of a log whose entries have no id: two of them may then be alike. */
  id?: string
  /** The first that is there counts. */
  who: readonly string[]
  action: string
  /** Left out of a log that never says from where, as some of administration. */
  ip?: string
}

/** One vendor in the life of the demo companies. Everything that the demo knows of a vendor is in its part. */
export interface DemoPart {
  /** The company's organisation there: its accounts, its settings with what it neglected, an empty log. */
  open(world: World, opening: Opening): Vendor
  /** How its log is read; of a vendor that keeps several, each by its partition. */
  reading: RowReading | Record<string, RowReading>
  /** What a person's stretch of work leaves in the log; nothing without a login there. */
  work?(stretch: Stretch): Emission[]
  /** What the IT department does now and then, the commoner the more often listed. Nothing that weakens a log. */
  chores?: readonly Chore[]
  /** What programs do on one UTC date, epoch ms. */
  machines?(world: World, date: number): Emission[]
  /** Scenarios whose decisive rows are this vendor's. */
  attacks?: readonly Attack[]
  /** What a thief with the person's session takes here within twenty seconds from that moment on. */
  plunder?(moment: Moment): Emission[]
  /** How a thief with an administrator's session blinds the log; nothing where that person cannot. */
  blind?(moment: Moment): Emission[]
}

/** How each log of a vendor is read, by partition; '' is the only one of a vendor that keeps one. */
export function logsOf({ reading }: DemoPart): Record<string, RowReading> {
  return isOne(reading) ? { '': reading } : reading
}

const isOne = (reading: DemoPart['reading']): reading is RowReading => Array.isArray(reading.who)
