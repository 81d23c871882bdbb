import type { ActivityDraft } from '@casbah/sdk'
import { z } from 'zod'
import { actorOf } from './actor.ts'

const text = z.string().nullish()

/** The columns of sysevent that are read. */
export const event = z.looseObject({
  sys_id: z.string().min(1),
  name: z.string().min(1),
  parm1: text,
  parm2: text,
  instance: text,
  user_name: text,
  sys_created_on: z.string().min(1),
  sys_created_by: text,
})
export type Event = z.infer<typeof event>

/** Names of events that are about sign-ins, by what they begin with. All else in the queue is the instance's own work. */
export const FAMILIES = ['login', 'logout', 'session.', 'external.authentication.', 'impersonation.', 'security.']

const ADDRESS = /^[\d.]+$|^[\da-f]*:[\da-f:.]+$/i
const NOBODY = ['system', 'guest']

/** One event about a sign-in: none for others, which come where ServiceNow does not know a condition of the query. */
export function eventActivities(row: Event): ActivityDraft[] {
  const { name, instance } = row
  if (!FAMILIES.some(family => name.startsWith(family))) return []
  const parameters = [row.parm1, row.parm2].flatMap(value => value?.replace(/^user_name=/, '').trim() || [])
  const words = parameters.filter(value => !ADDRESS.test(value))
  const inSession = [row.user_name, row.sys_created_by].filter(value => value && !NOBODY.includes(value))
  // Who signs in is not signed in yet, and stands in a parameter.
  const signsIn = /^(login|external)/.test(name)
  const [who] = signsIn ? [...words, ...inSession] : [...inSession, ...words]
  const isPowerful = /^(impersonation|security)\./.test(name)
  const address = parameters.find(value => ADDRESS.test(value))
  return [
    {
      vendorAction: name,
      actor: actorOf(who ?? row.sys_created_by),
      targets: isPowerful ? words.filter(word => word !== who).map(id => ({ kind: 'user', id })) : [],
      outcome: /fail/.test(name) ? 'FAILURE' : 'SUCCESS',
      ip: address ? { address } : undefined,
      sessionId: instance && /^[0-9a-f]{32}$/i.test(instance) ? instance : undefined,
      isAdmin: isPowerful,
      isImpersonated: name.startsWith('impersonation.'),
    },
  ]
}
