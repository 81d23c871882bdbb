import { at, type IdSource, type Stream } from '@casbah/sdk'
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
    const id = vendorId(stream.id, row)
    return {
      id: id ?? rowHash(row),
      hashed: id === null && !('equalIsOne' in stream.id && stream.id.equalIsOne),
      time: readTime(at(row, stream.time)),
      activities: stream.toActivities(parsed.data),
    }
  } catch (error) {
    return { rejected: `the connector cannot read it: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** Null where the row lacks any field of its id. */
function vendorId(source: IdSource, row: object): string | null {
  if ('hash' in source) return null
  const parts = ('field' in source ? [source.field] : source.fields).map(field => at(row, field))
  const known = parts.every(part => (typeof part === 'string' && part !== '') || typeof part === 'number')
  return known ? parts.join(' ') : null
}

/** The first few things that a schema refuses, in one line. */
export function reasonOf(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join('.') || 'row'}: ${message}`)
    .join('; ')
}
