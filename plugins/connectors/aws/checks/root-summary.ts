import { at } from '@casbah/sdk'
import { listOf } from '../xml.ts'

const MAP = 'GetAccountSummaryResponse.GetAccountSummaryResult.SummaryMap'

/** What the summary of the account says of the root user; undefined where it is none. */
export function rootSummary(answer: unknown): { mfa: number | undefined; keys: number | undefined } | undefined {
  const map = at(answer, MAP)
  if (map === undefined) return undefined
  const entries = listOf(map, 'entry').map(entry => [String(at(entry, 'key')), Number(at(entry, 'value'))] as const)
  const summary = new Map(entries)
  return { mfa: summary.get('AccountMFAEnabled'), keys: summary.get('AccountAccessKeysPresent') }
}
