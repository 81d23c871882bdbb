import { at } from '@casbah/sdk'
import type { StreamFixture, Subject } from './fixtures.ts'
import { CONNECTED, type World } from './world.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A row for the vendor's log. */
export interface Planned {
  stream: string
  row: object
  partition: string | undefined
  marker: string
}

/** Rows of every stream before anybody looks: half of them history, half of the last day. */
export function firstRows({ fixtures }: Subject, count?: number): Planned[] {
  return Object.entries(fixtures.streams).flatMap(([stream, fixture]) => {
    const rows = count ?? fixture.rows ?? 60
    const half = Math.floor(rows / 2)
    return Array.from({ length: rows }, (_, index) => {
      const time =
        index < half
          ? CONNECTED - 3 * DAY + HOUR + Math.floor((index * 40 * HOUR) / half)
          : CONNECTED - 20 * HOUR + Math.floor(((index - half) * 19 * HOUR) / (rows - half))
      return planRow(stream, fixture, index, time)
    })
  })
}

export function planRow(stream: string, fixture: StreamFixture, index: number, time: number): Planned {
  const row = fixture.row(index, time)
  return { stream, row, partition: fixture.partition, marker: String(at(row, fixture.marker)) }
}

export function emit({ vendor }: World, rows: Planned[]): void {
  for (const { row, partition } of rows) vendor.emit([row], partition)
}
