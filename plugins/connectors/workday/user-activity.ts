import { emailIn, translate, type ActivityDraft } from '@casbah/sdk'
import { z } from 'zod'
import { text } from './values.ts'
import { administration, deeds, takings } from './vocabulary.ts'

/** What is read of an entry of user activity. */
export const userActivity = z.looseObject({
  requestTime: z.string().min(1),
  activityAction: text,
  taskDisplayName: text,
  taskId: text,
  systemAccount: text,
  sessionId: text,
  ipAddress: text,
  userAgent: text,
  target: z.looseObject({ id: text, descriptor: text }).nullish(),
})

export type UserActivity = z.infer<typeof userActivity>

const changing = { ...administration, ...deeds }

/**
 * An entry names a kind of action, of which there are few, and the task, of which each tenant has its own. A task that is known says more; one that
 * changes something was only looked at where the action is READ. What is logged was carried out.
 */
export function activityOf(row: UserActivity): ActivityDraft {
  const { activityAction, taskDisplayName, taskId, systemAccount, sessionId, ipAddress, userAgent, target } = row
  const task = taskDisplayName?.trim()
  const changes = activityAction !== 'READ' && Boolean(translate(changing, task))
  const known = changes || Boolean(translate(takings, task))
  return {
    vendorAction: known && task ? task : activityAction || 'UNKNOWN',
    actor: systemAccount ? { id: systemAccount, name: systemAccount, email: emailIn(systemAccount) } : null,
    targets: [
      ...(target ? [{ kind: 'object', id: target.id, name: target.descriptor }] : []),
      ...(task || taskId ? [{ kind: 'task', id: taskId, name: task }] : []),
    ],
    outcome: 'SUCCESS',
    ip: ipAddress ? { address: ipAddress } : null,
    userAgent,
    sessionId,
    isAdmin: Boolean(changes && translate(administration, task)),
  }
}
