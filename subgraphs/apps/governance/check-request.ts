import { userError, type Tx, type UserErrorData } from '@casbah/kit'
import type { Catalogue } from '../connector/catalogue.ts'
import { isOwn } from '../connector/own-actions.ts'
import { slugOf } from '../connector/spec-id.ts'
import { isUuid } from '../uuid.ts'
import { fieldOf, type FoundTarget, type TargetField } from './find-targets.ts'

export type ActionData = NonNullable<ReturnType<Catalogue['action']>>

/** What every request of actions says, one or many. */
interface Asked {
  spec: string
  app: string
  reason: string
  parameters?: unknown
}

/** An error of one field of the input. */
export function wrong(field: string | string[], code: Parameters<typeof userError>[0], message: string): UserErrorData {
  return userError(code, message, ['input', ...[field].flat()])
}

/** The action with reason and parameters, or what is wrong with them at first sight. */
export function readAsked(
  catalogue: Catalogue,
  input: Asked,
): UserErrorData | { action: ActionData; reason: string; parameters: Record<string, unknown> } {
  const action = catalogue.action(input.spec)
  if (!action) return wrong('spec', 'NOT_FOUND', 'There is no such action. `connectors { actions { id } }` lists them.')
  const reason = input.reason.trim()
  if (!reason) return wrong('reason', 'BAD_USER_INPUT', 'Say why, for the log.')
  const parameters = input.parameters ?? {}
  if (typeof parameters !== 'object' || Array.isArray(parameters))
    return wrong('parameters', 'BAD_USER_INPUT', 'Give the parameters as an object.')
  return { action, reason, parameters: parameters as Record<string, unknown> }
}

/** Why the app is not one that the action is for; null when it is. */
export async function checkApp(tx: Tx, { app: id, spec }: Pick<Asked, 'app' | 'spec'>): Promise<UserErrorData | null> {
  const [app] = isUuid(id)
    ? await tx.query<{ connector: string }>('select connector from apps.app where tenant = $1 and id = $2', [
        tx.tenant,
        id,
      ])
    : []
  if (!app) return wrong('app', 'NOT_FOUND', 'There is no app with this id.')
  if (app.connector === slugOf(spec) || isOwn(spec)) return null
  return wrong(
    'spec',
    'BAD_USER_INPUT',
    `The action belongs to another connector; the app is read by ${app.connector}.`,
  )
}

/** Why an action cannot act on what was found under an id; null when it can. */
export function checkTarget(
  action: Pick<ActionData, 'target' | 'kinds'>,
  found: FoundTarget | undefined,
  at: string | string[],
): UserErrorData | null {
  const field = fieldOf(action.target) as TargetField
  if (!found) return wrong(at, 'NOT_FOUND', `The app has no ${field} with this id.`)
  if (found.gone) return wrong(at, 'CONFLICT', `The ${field} is gone at the vendor; there is nothing to do.`)
  if (action.kinds && found.kind && !action.kinds.includes(found.kind))
    return wrong(at, 'BAD_USER_INPUT', `The action is for ${action.kinds.join(', ')}; this is ${found.kind}.`)
  return null
}
