import type { SubjectDraft } from '@casbah/sdk'
import { daysBetween, judgeAge } from './age.ts'
import { credential, nameOf, ownerOf } from './credential.ts'

/** Judges how long a token or key lives: one that never ends does not pass. */
export function judgeLifetime(row: unknown, most: number): SubjectDraft | 'UNCLEAR' {
  const one = credential.parse(row)
  const named = { name: nameOf(one), ...ownerOf(one) }
  const { createdAt: from, expiresAt: until } = one
  if (!until) return { ...named, passed: false, detail: 'never expires' }
  const days = daysBetween(from, until)
  return judgeAge({ ...named, detail: `lives ${days} days, until ${until.slice(0, 10)}` }, days, most)
}
