import { emailIn, type ActivityDraft, type TargetDraft } from '@casbah/sdk'
import { z } from 'zod'
import { kindOf } from './kinds.ts'

const text = z.string().nullish()
const item = z.looseObject({ id: text, name: text, typeName: text })

/** The fields of an audit record of Jira that are read. Atlassian's description leaves out `authorAccountId`, which comes all the same. */
export const jiraRecord = z.looseObject({
  id: z.union([z.number(), z.string().min(1)]),
  summary: z.string().min(1),
  created: z.string().min(1),
  authorAccountId: text,
  authorKey: text,
  remoteAddress: text,
  objectItem: item.nullish(),
  associatedItems: z.array(item).nullish(),
})

export type JiraRecord = z.infer<typeof jiraRecord>

/** What a record says, in our words. All that it holds takes rights of an administrator, of Jira or of a project; without an author Jira did it itself. */
export function jiraActivity(row: JiraRecord): ActivityDraft {
  const author = row.authorAccountId || row.authorKey
  return {
    vendorAction: row.summary,
    actor: author ? { id: author } : null,
    targets: [...(row.objectItem ? [row.objectItem] : []), ...(row.associatedItems ?? [])].map(targetOf),
    outcome: 'SUCCESS',
    ip: row.remoteAddress ? { address: row.remoteAddress } : null,
    isAdmin: !!author,
  }
}

const targetOf = ({ id, name, typeName }: z.infer<typeof item>): TargetDraft => ({
  kind: kindOf(typeName),
  id,
  name,
  email: emailIn(name),
})
