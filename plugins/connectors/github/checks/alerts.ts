import { at, type SubjectDraft } from '@casbah/sdk'
import { z } from 'zod'

const alert = z.looseObject({ number: z.number(), repository: z.looseObject({ full_name: z.string() }) })

/** Every alert of the list is open, so none passes; `subject` is the path of what it is about. */
export const judgeAlert =
  (subject: string) =>
  (row: unknown): SubjectDraft => {
    const { number, repository } = alert.parse(row)
    const name = `${repository.full_name}#${number}`
    return { name, resource: repository.full_name, passed: false, detail: String(at(row, subject) ?? 'unknown') }
  }
