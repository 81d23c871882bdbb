import { at } from '@casbah/sdk'

const KINDS = {
  web_session: 'active_web_sessions',
  desktop_client: 'desktop_client_sessions',
  mobile_client: 'mobile_client_sessions',
} as const

/** Sessions of all kinds; null where the answer has none of their lists. */
export function sessionsIn(answer: { status: number; body: unknown } | undefined) {
  if (answer?.status !== 200) return null
  const lists = Object.entries(KINDS).map(([kind, list]) => ({ kind, rows: at(answer.body, list) }))
  const known = lists.filter(({ rows }) => Array.isArray(rows))
  if (known.length === 0 || lists.some(({ rows }) => rows != null && !Array.isArray(rows))) return null
  return known.flatMap(({ kind, rows }) => (rows as unknown[]).map(row => ({ kind, id: at(row, 'session_id') })))
}
