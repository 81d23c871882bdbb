import type { Policy } from './policies.ts'

/** What the app policy that a user policy names for the admin area says of networks; null where nobody can tell. */
export function adminGuard({ secure_admin: secured, admin_policy_id: id }: Policy, all: Policy[]) {
  if (typeof secured !== 'boolean') return { passed: null, detail: 'the admin area is not spoken of' }
  if (!secured || !id) return { passed: false, detail: 'no policy of its own for the admin area' }
  const named = all.find(policy => policy.kind === 'app' && policy.id === id)
  const networks = named?.ip_addr_restriction
  if (!named || (networks !== null && typeof networks !== 'string'))
    return { passed: null, detail: `policy ${String(id)} is not shown` }
  const open = !networks?.trim() || /(^|\s)0\.0\.0\.0(\/0|-255\.255\.255\.255)(\s|$)/.test(networks)
  return { passed: !open, detail: open ? `${named.name}: any network` : `${named.name}: networks are named` }
}
