import { pathTo, type ActionInput } from '@casbah/sdk'
import { orgPath } from '../card.ts'

/** The path of a grant of this kind, which its id begins with. Throws for one of another kind. */
export function grantPath(kind: string, { config, target }: ActionInput): string {
  const [found, id] = target.externalId.split('/')
  if (found !== kind)
    throw new Error(`The target must be one of ${kind}; this one is of ${found}, which has an action of its own.`)
  return orgPath(config) + pathTo`/${kind}/${id}`
}
