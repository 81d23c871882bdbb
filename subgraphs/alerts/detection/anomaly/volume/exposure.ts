import type { JudgedEvent } from '../../event.ts'
import { domainOf } from '../domain.ts'
import { parametersOf } from '../google-parameters.ts'

/** Actions that reach outside by what they are. */
const ALWAYS = new Set(['file.publish', 'public_link.create', 'site.publish'])

/**
 * Whether sharing reaches outside the company. Google says so itself; else an address of another domain among the targets does. What
 * names nobody is taken for outside when it opens a thing to all, and for inside when it changes who sees it.
 */
export function leavesTheCompany(event: JudgedEvent): boolean {
  const { action, connector, actor, targets } = event.activity
  if (ALWAYS.has(action)) return true
  if (connector === 'google-workspace') {
    const change = parametersOf(event).get('visibility_change')
    if (change !== undefined) return change === 'external'
  }
  const own = domainOf(actor?.email)
  const domains = targets.map(target => domainOf(target.email)).filter(domain => domain !== null)
  if (domains.length) return own === null || domains.some(domain => domain !== own)
  return action !== 'file.visibility' && action !== 'repository.visibility'
}
