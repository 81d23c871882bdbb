import { z } from 'zod'

const binding = z.looseObject({ role: z.string(), members: z.array(z.string()).default([]) })
/** A policy itself; an empty one has no bindings. */
export const policyShape = z.looseObject({ bindings: z.array(binding).default([]) })
/** A policy as the asset search shows it, with the full name of what it is set on. */
export const policyRow = z.looseObject({ resource: z.string().min(1), policy: policyShape })
export type PolicyRow = z.infer<typeof policyRow>

/**
 * E-mail addresses of members of these kinds that a policy names, by those of its roles that count, each once. The audit logs name people by their address
 * alone, so that is their id.
 */
export function membersIn(item: unknown, kinds: RegExp, counts: (role: string) => boolean = () => true): string[] {
  const members = policyRow.parse(item).policy.bindings.flatMap(({ role, members: some }) => (counts(role) ? some : []))
  const addresses = members.flatMap(member => (kinds.test(member) ? member.slice(member.indexOf(':') + 1) : []))
  return [...new Set(addresses.map(address => address.toLowerCase()))]
}

/** Roles that can give themselves any other. */
export const ADMINISTERS = /^roles\/(owner|iam\.securityAdmin|resourcemanager\.\w+(Admin|IamAdmin)|iam\.\w+Admin)$/
