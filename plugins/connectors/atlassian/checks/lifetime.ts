import type { SubjectDraft } from '@casbah/sdk'
import { daysBetween } from './age.ts'
import { credential, nameOf, ownerOf } from './credential.ts'

/** Judges how long a token or key lives: one that never ends does not pass. */
export function judgeLifetime(row: unknown, most: number): SubjectDraft | 'UNCLEAR' {
  const one = credential.parse(row)
  const named = { name: nameOf(one), ...ownerOf(one) }
  if (!one.expiresAt) return { ...named, passed: false, detail: 'never expires' }
  const days = daysBetween(one.createdAt, one.expiresAt)
  if (Number.isNaN(days)) return 'UNCLEAR'
  return { ...named, passed: days <= most, detail: `lives ${days} days, until ${one.expiresAt.slice(0, 10)}` }
}
