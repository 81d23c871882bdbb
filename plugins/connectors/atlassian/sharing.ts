import type { AccessDraft } from '@casbah/sdk'
import { z } from 'zod'

const text = z.string().nullish()
const named = z.looseObject({ name: text }).nullish()

/** Whom a filter or dashboard is shared with. */
export const shares = z.array(
  z.looseObject({
    type: z.string(),
    group: named,
    project: named,
    user: z.looseObject({ accountId: text, displayName: text }).nullish(),
  }),
)
type Share = z.infer<typeof shares>[number]

/** `global` is everybody on the internet; who may see a project is a group of people by its name. */
export function accessOf({ type, group, project, user }: Share): AccessDraft {
  if (type === 'global') return { to: 'anyone', role: 'READ' }
  if (type === 'loggedin' || type === 'authenticated') return { to: 'organisation', role: 'READ' }
  if (type === 'user') return { to: 'user', name: user?.displayName || user?.accountId, role: 'READ' }
  return { to: 'group', name: group?.name || project?.name, role: 'READ' }
}

/** Whether somebody without an account may see it. */
export const isPublic = (permissions: Share[]) => permissions.some(({ type }) => type === 'global')
