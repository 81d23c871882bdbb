import type { SubjectDraft } from '@casbah/sdk'
import { z } from 'zod'
import { isPublic, shares } from '../sharing.ts'

const thing = z.looseObject({ id: z.string().min(1), name: z.string(), sharePermissions: shares })

/** Judges a filter or dashboard by whom it is shared with; without that it is unclear. */
export function judgeShared(row: unknown, kind: 'filter' | 'dashboard'): SubjectDraft {
  const { id, name, sharePermissions } = thing.parse(row)
  return { name, resource: `${kind}:${id}`, passed: !isPublic(sharePermissions) }
}
