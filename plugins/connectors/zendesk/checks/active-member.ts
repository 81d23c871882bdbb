import type { SubjectDraft } from '@casbah/sdk'
import { teamMember, type TeamMember } from '../team-member.ts'

/** A row of the list of team members, when the member may sign in; null when not. Throws when the row cannot be read. */
export function activeMember(row: unknown): TeamMember | null {
  const member = teamMember.parse(row)
  return member.active === false || member.suspended ? null : member
}

/** What a member is called in findings. */
export const nameOf = ({ id, name, email }: TeamMember): Pick<SubjectDraft, 'name'> & { account: string } => ({
  name: email || name || String(id),
  account: String(id),
})

/** An administrator who can sign in, as one to be named: whether they are too many shows at the end. */
export function activeAdmin(row: unknown) {
  const member = activeMember(row)
  if (member && !member.role) return 'UNCLEAR' as const
  return member?.role === 'admin' ? { ...nameOf(member), passed: false } : null
}

/** A member who can sign in, judged by a second factor. Who never signs in by password is not said to have one or not. */
export function secondFactorOf(row: unknown): SubjectDraft | null | 'UNCLEAR' {
  const member = activeMember(row)
  if (!member) return null
  const { two_factor_auth_enabled: enrolled } = member
  return typeof enrolled === 'boolean' ? { ...nameOf(member), passed: enrolled } : 'UNCLEAR'
}
