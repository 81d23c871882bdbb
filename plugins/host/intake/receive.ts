import type { Intake } from '@casbah/sdk'
import { askRows } from '../ask-rows.ts'
import type { Clock } from '../clock.ts'
import type { PushedData } from '../description.ts'
import { Ordinals } from '../identity.ts'
import type { Runner } from '../messages.ts'
import type { Normaliser } from '../normalise.ts'
import { joinRows } from '../page-rows.ts'
import type { HostActivity, HostedApp, QuarantinedRow } from '../ports.ts'
import { handshakeAnswer, type HandshakeAnswer } from './handshake.ts'
import type { PushedRequest } from './pushed-request.ts'
import { pushedRows } from './pushed-rows.ts'
import { signatureProblem } from './signature.ts'

/** What a pushed request was; rows are to be kept before the vendor is answered. */
export type Received =
  | ({ kind: 'handshake' } & HandshakeAnswer)
  | { kind: 'forged'; reason: string }
  /** Neither events nor a handshake that the stream knows. */
  | { kind: 'other' }
  | { kind: 'rows'; rows: number; activities: HostActivity[]; quarantine: QuarantinedRow[] }

export interface ReceiveContext {
  app: HostedApp
  stream: PushedData
  runner: Runner
  normaliser: Normaliser
  clock: Clock
}

/** Rows of one message to the connector. */
const CHUNK = 1_000

/** Looks a pushed request over and reads its rows; all of them are live. Nothing of a forged one is read. */
export async function receive(context: ReceiveContext, request: PushedRequest): Promise<Received> {
  const { app, stream, clock } = context
  const { signature, handshake }: Intake = stream.intake
  const open = handshake && !handshake.signed ? handshakeAnswer(handshake, request) : null
  if (open) return { kind: 'handshake', ...open }
  const reason = signatureProblem(signature, app.credentials, request, clock.now())
  if (reason !== null) return { kind: 'forged', reason }
  const signed = handshake?.signed ? handshakeAnswer(handshake, request) : null
  if (signed) return { kind: 'handshake', ...signed }
  if (request.method !== 'POST') return { kind: 'other' }
  return rowsOf(context, pushedRows(stream.intake, request))
}

async function rowsOf({ stream, runner, normaliser, clock }: ReceiveContext, items: unknown[]): Promise<Received> {
  const ordinals = new Ordinals()
  const activities: HostActivity[] = []
  const quarantine: QuarantinedRow[] = []
  for (let from = 0; from < items.length; from += CHUNK) {
    const chunk = items.slice(from, from + CHUNK)
    const answers = await askRows(runner, stream.name, chunk)
    const context = { normaliser, ordinals, observedAt: clock.now(), liveFrom: -Infinity }
    for (const row of joinRows(stream, chunk, answers, context)) {
      activities.push(...row.activities)
      if (row.quarantine) quarantine.push(row.quarantine)
    }
  }
  return { kind: 'rows', rows: items.length, activities, quarantine }
}
