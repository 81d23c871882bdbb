import { z } from 'zod'
import { daysBetween } from './age.ts'

const text = z.string().nullish()

const managedAccount = z.looseObject({
  account_id: z.string().min(1),
  account_status: z.string(),
  account_type: text,
  email: text,
  name: text,
  last_active: text,
})

/** A person's account that is active, with the days since it was last seen, null for never; null for any other. Throws on what is no account. */
export function activeAccount(row: unknown, now: number) {
  const { account_id: id, account_status: status, account_type: type, ...one } = managedAccount.parse(row)
  if (status !== 'active' || type === 'app') return null
  const named = { name: one.email || one.name || id, account: id }
  return { named, days: one.last_active ? daysBetween(one.last_active, now) : null }
}
