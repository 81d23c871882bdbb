import { defineAction } from '@casbah/sdk'
import { z } from 'zod'
import { directoriesOf, idsIn, inEach, membershipIs, showUser } from './directories.ts'

/** A licence is free again only when the account leaves the group that gives it. */
export const suspendUser = defineAction({
  name: 'suspend-user',
  title: 'Suspend user',
  description:
    'Takes the user’s access to all apps of the organisation, in every directory. Groups and roles come back when access is restored. The Atlassian account itself can still sign in elsewhere.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'write:user:admin',
  readScopes: ['read:directories:admin'],
  lookup: directoriesOf,
  request: input => inEach(input, idsIn(input.found?.body), 'suspend'),
  confirm: { request: showUser, judge: membershipIs('suspended') },
  remember: input => idsIn(input.found?.body),
  undo: {
    request: input => inEach(input, z.array(z.string()).parse(input.remembered), 'restore'),
    judge: membershipIs('active'),
  },
})
