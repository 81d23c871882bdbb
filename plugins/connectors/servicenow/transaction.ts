import type { ActivityDraft, TargetDraft } from '@casbah/sdk'
import { z } from 'zod'
import { actorOf } from './actor.ts'

const text = z.string().nullish()

/** The columns of syslog_transaction that are read. */
export const transaction = z.looseObject({
  sys_id: z.string().min(1),
  type: text,
  url: z.string(),
  remote_ip: text,
  session: text,
  user_agent: text,
  response_status: text,
  sys_created_on: z.string().min(1),
  sys_created_by: text,
})
export type Transaction = z.infer<typeof transaction>

/** Formats in which a list is taken along, as its address ends. */
const EXPORT = /\.do\?(?:.*&)?(CSV|EXCEL|XLSX|XML|PDF|UNL|JSONv2|RSS)(?:[&=]|$)/i
const ATTACHMENT = /(?:\/sys_attachment\.do\?(?:.*&)?sys_id=|\/api\/now\/(?:v\d+\/)?attachment\/)([0-9a-f]{32})/i
const TABLE = /\/api\/now\/(?:v\d+\/)?table\/(\w+)|\/(\w+?)(?:_list)?\.do/

/** One request. Lists that are taken along and attachments have names of their own; the others are told by their type. */
export function transactionActivity(row: Transaction): ActivityDraft {
  const format = EXPORT.exec(row.url)?.[1]
  const file = ATTACHMENT.exec(row.url)?.[1]
  const status = Number(row.response_status || NaN)
  return {
    vendorAction: format ? `export:${format.toUpperCase()}` : file ? 'attachment' : `transaction:${row.type || 'none'}`,
    actor: actorOf(row.sys_created_by),
    targets: file ? [{ kind: 'file', id: file }] : targetsOf(row.url),
    outcome: Number.isNaN(status) ? 'UNKNOWN' : status < 400 ? 'SUCCESS' : 'FAILURE',
    outcomeReason: status >= 400 ? `HTTP ${status}` : undefined,
    ip: row.remote_ip ? { address: row.remote_ip } : undefined,
    userAgent: row.user_agent,
    sessionId: row.session,
  }
}

/** The table that a request is about, else its page; never what follows `?`, where keys are. */
function targetsOf(url: string): TargetDraft[] {
  const [, byApi, byPage] = TABLE.exec(url) ?? []
  const name = byApi ?? byPage
  const page = url.replace(/^https?:\/\/[^/]+/, '').split('?')[0]
  return name ? [{ kind: 'table', name }] : page ? [{ kind: 'page', name: page }] : []
}
