import { createHash } from 'node:crypto'
import type { VendorAccount, VendorAnswer } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import type { DropboxSettings } from './settings.ts'

/** What the calls work on. */
export interface DropboxTeam {
  /** Team member ID of the administrator whom the token is of. */
  administrator: string
  accounts: VendorAccount[]
  settings: DropboxSettings
  /** Most rows of a page. */
  pageRows: number
  /** Puts what somebody did by a call into the log. */
  record: (kind: string, details?: object, about?: object) => void
}

/** What a call is given: its argument, and the member in whose name it is made. */
export interface Given {
  argument: Record<string, unknown>
  /** Undefined for a call of the team; for one by an administrator the administrator, with `isAdministrator`. */
  actor?: VendorAccount
  isAdministrator: boolean
}

export type DropboxCall = (team: DropboxTeam, given: Given) => VendorAnswer

/** 40 letters, the same for a member whenever it is asked. */
export const accountId = (member: string) =>
  `dbid:${createHash('sha256').update(member).digest('base64url').slice(0, 35)}`

export const groupId = (name: string) => `g:${createHash('sha256').update(name).digest('hex').slice(0, 16)}`

/** Everybody who was not removed; suspended members are members. */
export const membersOf = ({ accounts }: DropboxTeam) => accounts.filter(({ status }) => status !== 'DEPROVISIONED')

export const memberById = (team: DropboxTeam, id: unknown) => membersOf(team).find(one => one.id === id)

/** A page of a list; its cursor is only a place in it. Undefined where the cursor is none. */
export function pageOf<Row>(
  rows: Row[],
  { pageRows }: DropboxTeam,
  { limit, cursor }: Record<string, unknown>,
): { rows: Row[]; cursor: string; has_more: boolean } | undefined {
  const place = cursor === undefined ? { from: 0 } : openCursor<{ from: number }>(String(cursor))
  if (!Number.isInteger(place?.from)) return undefined
  const from = place!.from
  const until = from + Math.min(Number(limit ?? 1000), pageRows, 1000)
  return { rows: rows.slice(from, until), cursor: sealCursor({ from: until }), has_more: until < rows.length }
}

const STATUS = { ACTIVE: 'active', SUSPENDED: 'suspended', DEPROVISIONED: 'removed' } as const

/** A member as the team's calls show one. */
export function profileOf(account: VendorAccount) {
  const { id, email, name, status, groups } = account
  const [given = name, ...rest] = name.split(' ')
  return {
    team_member_id: id,
    account_id: accountId(id),
    email,
    email_verified: true,
    status: { '.tag': STATUS[status] },
    name: {
      given_name: given,
      surname: rest.join(' '),
      familiar_name: given,
      display_name: name,
      abbreviated_name: name.slice(0, 1),
    },
    membership_type: { '.tag': 'full' },
    joined_on: '2024-01-08T09:00:00Z',
    groups: groups.map(groupId),
    member_folder_id: '3001',
    root_folder_id: '3002',
  }
}
