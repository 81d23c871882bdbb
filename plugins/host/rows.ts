import { at, type Stream } from '@casbah/sdk'
import type { z } from 'zod'
import { BrokenRow } from './broken-row.ts'
import { rowHash } from './identity.ts'
import type { RowAnswer } from './messages.ts'
import { readTime } from './time.ts'

/** The row inside an item of the list; items that hold it as JSON text may also be the row itself. */
export function unwrapRow(item: unknown, unwrap: string | undefined): unknown {
  if (unwrap === undefined || typeof item !== 'object' || item === null) return item
  const text = (item as Record<string, unknown>)[unwrap]
  if (typeof text !== 'string') return item
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Reads one row; what the connector cannot read is rejected with a reason, whatever it throws. */
export function readRow(stream: Stream, item: unknown): RowAnswer {
  if (item instanceof BrokenRow) return { rejected: item.reason }
  const row = unwrapRow(item, 'unwrap' in stream ? stream.unwrap : undefined)
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return { rejected: 'the row is not an object' }
  const parsed = stream.row.safeParse(row)
  if (!parsed.success) return { rejected: reasonOf(parsed.error) }
  try {
    const id = 'field' in stream.id ? at(row, stream.id.field) : undefined
    const known = (typeof id === 'string' && id !== '') || typeof id === 'number'
    return {
      id: known ? String(id) : rowHash(row),
      hashed: !known,
      time: readTime(at(row, stream.time)),
      activities: stream.toActivities(parsed.data),
    }
  } catch (error) {
    return { rejected: `the connector cannot read it: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** The first few things that a schema refuses, in one line. */
export function reasonOf(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join('.') || 'row'}: ${message}`)
    .join('; ')
}
