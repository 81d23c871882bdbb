import { defineAction, pathTo } from '@casbah/sdk'
import { admin } from '../hosts.ts'
import { membershipIs, membershipOf, showProfile } from '../membership.ts'

export const closeMembership = defineAction({
  name: 'close-membership',
  title: 'Close membership',
  description:
    'Keeps the user out of this account; sessions end, envelopes stay. It is the only way to end sessions and consents of somebody else. Memberships in other accounts stay.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'user_write',
  readScopes: ['user_read'],
  lookup: showProfile,
  // What is not there cannot be closed: then this throws.
  request: input =>
    membershipOf(input) && {
      method: 'DELETE',
      url: admin(input.config, pathTo`/users/${input.target.externalId}/accounts`),
      json: { accounts: [{ id: input.config.accountId }] },
    },
  confirm: { request: showProfile, judge: membershipIs(['closed', 'Closed']) },
  remember: membershipOf,
  undo: {
    request: input => {
      const { membership, site } = membershipOf(input)
      const path = pathTo`/users/${input.target.externalId}/memberships/${membership}`
      return { method: 'POST', url: admin(input.config, path), json: { site_id: site } }
    },
    judge: membershipIs(['active', 'Active']),
  },
})
