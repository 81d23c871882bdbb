import { judgeTally, type Check, type ListWords } from '@casbah/sdk'
import { policyRow } from '../policy-row.ts'
import { bare } from '../requests.ts'

/** Judges the policies of one read one by one: none may give such a member such a role. */
export function eachPolicy(
  read: string,
  isWrong: (member: string, role: string) => boolean,
  words: ListWords,
): Required<Pick<Check, 'reads' | 'each' | 'judgeRow' | 'judge'>> {
  return {
    reads: [read],
    each: read,
    judgeRow: row => {
      const parsed = policyRow.safeParse(row)
      if (!parsed.success) return 'UNCLEAR'
      const { resource, policy } = parsed.data
      const wrong = policy.bindings.flatMap(({ role, members }) =>
        members.flatMap(member => (isWrong(member, role) ? `${member} has ${role}` : [])),
      )
      const name = bare(resource)
      return { name, resource: name, passed: wrong.length === 0, detail: wrong.slice(0, 5).join(', ') || 'nobody' }
    },
    judge: found => judgeTally(found[read], words),
  }
}
