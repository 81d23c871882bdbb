import type { SubjectDraft } from '@casbah/sdk'
import { user, type User } from '../user.ts'

export const NO_USERS = { status: 'CANNOT_TELL', message: 'Box showed no active user.' } as const

const nameOf = ({ id, login, name }: User) => ({ name: login || name || id, account: id })

/** A user who can sign in; null for one who cannot. */
function activeUser(row: unknown): User | null | 'UNCLEAR' {
  const read = user.safeParse(row).data
  if (!read?.status) return 'UNCLEAR'
  return read.status === 'inactive' ? null : read
}

/** An active user passes without this exemption. */
export function judgeUser(
  row: unknown,
  exempt: (user: User) => boolean | null | undefined,
  detail: string,
): SubjectDraft | null | 'UNCLEAR' {
  const one = activeUser(row)
  if (one === null || one === 'UNCLEAR') return one
  const is = exempt(one)
  return typeof is === 'boolean' ? { ...nameOf(one), passed: !is, ...(is && { detail }) } : 'UNCLEAR'
}

/** An active administrator or co-administrator counts. */
export function administrator(row: unknown): SubjectDraft | null | 'UNCLEAR' {
  const one = activeUser(row)
  if (one === null || one === 'UNCLEAR') return one
  if (one.role == null) return 'UNCLEAR'
  return one.role === 'user' ? null : { ...nameOf(one), passed: false, detail: one.role }
}
