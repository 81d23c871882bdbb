import type { SlotTable } from '../../slot-table.ts'
import type { Learnt } from '../../state.ts'

/** Logins told apart exactly; beyond, their number is estimated. */
const EXACT = 64
/** Registers of the estimate: it is right within about 13 %. */
const REGISTERS = 64
const GENERATION_S = 3_600
/** A login that has not failed for so long begins to count anew. */
const PAUSE_S = 7_200
const COLUMNS = {
  login: { type: 'u32', per: EXACT },
  address: { type: 'u16', per: EXACT },
  time: { type: 'u32', per: EXACT },
  reason: { type: 'u8', per: EXACT },
  failures: { type: 'u8', per: EXACT },
  /** Hour that the registers are of. */
  generation: { type: 'u32', per: 1 },
  register: { type: 'u8', per: REGISTERS },
} as const

/** A failed sign-in, by hashes: of the login 32 bits, of the address 16, of the reason 8. */
export interface Failure {
  login: number
  address: number
  reason: number
  /** Epoch seconds. */
  time: number
}

/** A login that failed, when last, and how often. */
export interface FailedLogin extends Failure {
  failures: number
}

/** Logins that failed lately from one source, however many there are. */
export class Spread {
  private readonly name: string
  private readonly room: number

  constructor(name: string, room: number) {
    this.name = name
    this.room = room
  }

  add(learnt: Learnt, key: string, { login, address, reason, time }: Failure): void {
    const table = this.table(learnt)
    const slot = table.claim(key, time * 1000)
    const [logins, times, failures] = [table.column('login'), table.column('time'), table.column('failures')]
    const from = slot * EXACT
    let place = from
    for (let n = from; n < from + EXACT; n++) {
      if (logins[n] === login) {
        place = n
        break
      }
      if (times[n]! < times[place]!) place = n
    }
    estimate(table, slot, login, time)
    if (logins[place] === login) {
      failures[place] = Math.abs(time - times[place]!) > PAUSE_S ? 1 : Math.min(0xff, failures[place]! + 1)
      if (time < times[place]!) return
    } else {
      if (times[place]! > time) return
      logins[place] = login
      failures[place] = 1
    }
    times[place] = time
    table.column('address')[place] = address
    table.column('reason')[place] = reason
  }

  /** By time of the last failure. */
  read(learnt: Learnt, key: string): FailedLogin[] {
    const table = this.table(learnt)
    const slot = table.find(key)
    if (slot < 0) return []
    const found: FailedLogin[] = []
    for (let n = slot * EXACT; n < (slot + 1) * EXACT; n++)
      if (table.column('time')[n] !== 0)
        found.push({
          login: table.column('login')[n]!,
          address: table.column('address')[n]!,
          reason: table.column('reason')[n]!,
          time: table.column('time')[n]!,
          failures: table.column('failures')[n]!,
        })
    return found.sort((a, b) => a.time - b.time)
  }

  /** How many logins failed in the hour of a moment: exact up to 64, an estimate beyond. */
  logins(learnt: Learnt, key: string, exact: number, time: number): number {
    const table = this.table(learnt)
    const slot = table.find(key)
    if (exact < EXACT || slot < 0 || table.column('generation')[slot] !== Math.floor(time / GENERATION_S)) return exact
    let sum = 0
    let empty = 0
    for (let n = slot * REGISTERS; n < (slot + 1) * REGISTERS; n++) {
      const rank = table.column('register')[n]!
      sum += 2 ** -rank
      if (rank === 0) empty++
    }
    const raw = (0.709 * REGISTERS * REGISTERS) / sum
    const count = raw <= 2.5 * REGISTERS && empty ? REGISTERS * Math.log(REGISTERS / empty) : raw
    return Math.max(exact, Math.round(count))
  }

  private table(learnt: Learnt): SlotTable<typeof COLUMNS> {
    return learnt.table(this.name, COLUMNS, this.room)
  }
}

/** HyperLogLog over the logins of an hour. */
function estimate(table: SlotTable<typeof COLUMNS>, slot: number, login: number, time: number): void {
  const generation = Math.floor(time / GENERATION_S)
  const [generations, registers] = [table.column('generation'), table.column('register')]
  if (generation < generations[slot]!) return
  if (generation > generations[slot]!) {
    generations[slot] = generation
    registers.fill(0, slot * REGISTERS, (slot + 1) * REGISTERS)
  }
  const place = slot * REGISTERS + (login % REGISTERS)
  const rank = Math.clz32(login) + 1
  if (rank > registers[place]!) registers[place] = rank
}
