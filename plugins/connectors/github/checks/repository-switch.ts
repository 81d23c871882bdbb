import { at, type SubjectDraft } from '@casbah/sdk'
import { z } from 'zod'

const repository = z.looseObject({ full_name: z.string(), archived: z.boolean() })

/** Judges a repository by a switch of its `security_and_analysis`, which GitHub shows to owners only. */
export const judgeSwitch =
  (name: string) =>
  (row: unknown): SubjectDraft | null | 'UNCLEAR' => {
    const { full_name, archived } = repository.parse(row)
    if (archived) return null
    const status = at(row, `security_and_analysis.${name}.status`)
    if (typeof status !== 'string') return 'UNCLEAR'
    return { name: full_name, resource: full_name, passed: status === 'enabled', detail: status }
  }
