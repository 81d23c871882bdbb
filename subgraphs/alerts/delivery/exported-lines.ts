import type { Cursors, Database } from '@casbah/kit'
import type { AlertFilter } from '../alert/alert.inputs.ts'
import { lostSteps, readSteps, type ToldStep } from '../live/read-steps.ts'
import { LIST } from '../live/stream.ts'
import type { LiveSignal } from '../live/signal.ts'
import { readFindings } from './told-alerts.ts'

/** Findings made at once: an alert may carry a hundred activities. */
const AT_ONCE = 20
const KEEP_ALIVE_MS = 15_000

export interface ExportedLinesOptions {
  db: Database
  cursors: Cursors
  signal: LiveSignal
  tenant: string
  filter: AlertFilter
  /** Step after which to begin; null begins with the oldest that is kept. */
  after: number | null
  /** Whether to go on with what happens. */
  follow: boolean
  over: AbortSignal
  keepAliveMs?: number
}

/**
 * Steps of the alert log as lines of OCSF, in order. Nothing is read before the last piece was taken, and no transaction is open while
 * one is. Where steps are no longer kept, a line says how many; while nothing happens, an empty one says that the stream lives.
 */
export async function* exportedLines(options: ExportedLinesOptions): AsyncGenerator<string> {
  const { db, signal, tenant, filter, follow, over, keepAliveMs = KEEP_ALIVE_MS } = options
  const cursorAt = (seq: number) => options.cursors.encode(tenant, LIST, seq)
  let position = options.after ?? 0
  const lost = await db.read(tenant, tx => lostSteps(tx, position))
  position += lost
  if (lost && options.after !== null) yield lineOfGap(lost, cursorAt(position))
  while (!over.aborted) {
    const mark = signal.mark(tenant)
    const page = await db.read(tenant, tx => readSteps(tx, position, filter))
    const told = page.told.filter(step => step.alert !== null)
    for (let from = 0; from < told.length; from += AT_ONCE) {
      if (over.aborted) return
      const some = told.slice(from, from + AT_ONCE)
      const findings = await db.read(tenant, tx =>
        readFindings(
          tx,
          some.map(step => step.alert!),
        ),
      )
      yield some.map((step, n) => lineOf(findings[n]!, step, cursorAt(step.seq))).join('')
    }
    position = page.position
    if (!page.isLast) continue
    if (!follow) return
    const patience = AbortSignal.timeout(keepAliveMs)
    await signal.wait(tenant, position, mark, AbortSignal.any([over, patience]))
    if (patience.aborted && !over.aborted) yield '\n'
  }
}

function lineOf(finding: Record<string, unknown>, { seq, kind, alertId }: ToldStep, cursor: string): string {
  const metadata = { ...(finding.metadata as object), uid: `${alertId}:${seq}`, sequence: seq }
  const unmapped = { ...(finding.unmapped as object), casbah: { cursor, event: kind } }
  return `${JSON.stringify({ ...finding, metadata, unmapped })}\n`
}

/** A Base Event, since OCSF has no word for what is missing. */
function lineOfGap(missed: number, cursor: string): string {
  return `${JSON.stringify({
    class_uid: 0,
    category_uid: 0,
    activity_id: 99,
    type_uid: 99,
    time: Date.now(),
    severity_id: 3,
    message: `${missed} updates of alerts are no longer kept and missing here. Read the alerts by the query \`alerts\`.`,
    metadata: { version: '1.8.0', product: { name: 'Casbah', vendor_name: 'Casbah' } },
    unmapped: { casbah: { cursor, event: 'GAP', missed } },
  })}\n`
}
