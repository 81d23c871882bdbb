import { at } from '@casbah/sdk'
import { listOf } from '../xml.ts'

const RESULT = 'ListEntitiesForPolicyResponse.ListEntitiesForPolicyResult'
const KINDS = ['User', 'Role', 'Group'] as const

/** Users, roles and groups that have a policy; `account` where the inventory has one. Null where AWS did not list all of them. */
export function entitiesIn(answer: unknown): { name: string; account?: string; passed: boolean }[] | null {
  const found = at(answer, RESULT)
  if (at(found, 'IsTruncated') !== 'false') return null
  return KINDS.flatMap(kind =>
    listOf(at(found, `Policy${kind}s`)).map(one => ({
      name: String(at(one, `${kind}Name`)),
      ...(kind !== 'Group' && { account: String(at(one, `${kind}Id`)) }),
      passed: false,
    })),
  )
}
