import { defineCheck, derived, judgeListed } from '@casbah/sdk'
import { z } from 'zod'
import { UNREAD_USERS, users } from './shapes.ts'

const groups = z.array(z.looseObject({ id: z.number(), name: z.string(), ownerId: z.number() }))

export const groupOwners = defineCheck({
  name: 'group-owners',
  title: 'Each group has an owner who is active',
  description:
    'Nobody looks after who is in a group whose owner has left, and it goes on opening what is shared with it.',
  severity: 'LOW',
  category: 'admin',
  points: 3,
  reads: ['users', 'groups'],
  remediation: 'In *Account → Group Management* give each group named here to somebody else: *Transfer ownership*.',
  frameworks: derived({ 'NIST 800-53': 'AC-2', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.18' }),
  judge: judgeListed(
    { users, groups },
    UNREAD_USERS,
    read => {
      const active = new Set(read.users.flatMap(({ status, is }) => (status === 'ACTIVE' ? [is.account] : [])))
      return read.groups.map(({ name, ownerId }) => ({ name, passed: active.has(String(ownerId)) }))
    },
    { say: (passing, all) => `${all - passing} of ${all} groups have an owner who is not active.` },
  ),
})
