import { createHash } from 'node:crypto'
import type { VendorAccount } from '../../replay/vendor.ts'
import type { BucketLog, LogBucket } from './bucket-log.ts'
import type { AwsSettings } from './settings.ts'

/** What the services of one emulated account share. */
export interface AwsAccount {
  accountId: string
  /** The first of its regions. */
  home: string
  /** RFC 3339, when the users were made. */
  created: string
  accounts: VendorAccount[]
  settings: AwsSettings
  now: () => number
  /** When the last credential report was made, epoch milliseconds. */
  reportAt: number
  /** Appends to the log what was done with the access key that asks; in us-east-1 unless a region is named. */
  record: (eventSource: string, eventName: string, requestParameters: object, region?: string) => void
  /** Where a trail leaves its files; left out: nowhere that can be read. */
  logBucket?: LogBucket
  bucketLog: BucketLog
  /** Most objects of a page. */
  pageRows?: number
}

/** AWS's ids have a prefix and letters: the account's own when it is one, else one made of it. */
export function userId(account: VendorAccount): string {
  if (/^A[A-Z0-9]{15,}$/.test(account.id)) return account.id
  return `AIDA${createHash('sha256').update(account.id).digest('hex').slice(0, 17).toUpperCase()}`
}

export function userArn(accountId: string, name: string): string {
  return `arn:aws:iam::${accountId}:user/${name}`
}

export const existing = ({ accounts }: AwsAccount): VendorAccount[] =>
  accounts.filter(({ status }) => status !== 'DEPROVISIONED')
