import { emailIn, type ActivityDraft, type ActorDraft, type TargetDraft } from '@casbah/sdk'
import { z } from 'zod'
import { kindOf } from './kinds.ts'

const text = z.string().nullish()
const object = z.looseObject({ name: text, objectType: text })

/** The fields of an audit record of Confluence that are read; what it does not know comes as an empty text. */
export const confluenceRecord = z.looseObject({
  summary: z.string().min(1),
  creationDate: z.number(),
  author: z
    .looseObject({ type: text, displayName: text, accountId: text, username: text, accountType: text, email: text })
    .nullish(),
  remoteAddress: text,
  sysAdmin: z.boolean().nullish(),
  superAdmin: z.boolean().nullish(),
  affectedObject: object.nullish(),
  associatedObjects: z.array(object).nullish(),
})

export type ConfluenceRecord = z.infer<typeof confluenceRecord>

/** What a record says, in our words. */
export function confluenceActivity(row: ConfluenceRecord): ActivityDraft {
  return {
    vendorAction: row.summary,
    actor: actorOf(row.author),
    targets: [...(row.affectedObject ? [row.affectedObject] : []), ...(row.associatedObjects ?? [])]
      .filter(({ name, objectType }) => name || objectType)
      .map(targetOf),
    outcome: 'SUCCESS',
    ip: row.remoteAddress ? { address: row.remoteAddress } : null,
    isAdmin: row.sysAdmin === true || row.superAdmin === true,
  }
}

/** Whoever did it without an account is Confluence itself, or somebody anonymous. */
function actorOf(author: ConfluenceRecord['author']): ActorDraft | null {
  const id = author?.accountId || author?.username
  if (!author || (!id && !author.displayName)) return null
  return {
    id,
    name: author.displayName,
    email: emailIn(author.email),
    kind: !id && author.displayName === 'System' ? 'system' : author.accountType === 'app' ? 'service' : 'user',
  }
}

const targetOf = ({ name, objectType }: z.infer<typeof object>): TargetDraft => ({
  kind: kindOf(objectType),
  name,
  email: emailIn(name),
})
