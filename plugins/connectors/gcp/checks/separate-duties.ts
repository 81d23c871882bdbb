import { judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'
import { policyRow } from '../policy-row.ts'

/** Judges whether nobody has both a role of the one and a role of the other kind, wherever in the organisation. */
export const separateDuties = (one: RegExp, other: RegExp, what: string) =>
  judgeParsed({ placePolicies: z.array(policyRow).min(1) }, 'The IAM policies could not be read.', read => {
    const roles = new Map<string, Set<string>>()
    for (const { policy } of read.placePolicies)
      for (const { role, members } of policy.bindings)
        for (const member of one.test(role) || other.test(role) ? members : [])
          roles.set(member, (roles.get(member) ?? new Set()).add(role))
    const subjects = [...roles].map(([member, held]) => ({
      name: member,
      passed: !([...held].some(role => one.test(role)) && [...held].some(role => other.test(role))),
      detail: [...held].join(', '),
    }))
    return judgeSubjects(subjects, {
      say: (passing, all) => `${passing} of ${all} members with ${what} have only one of both duties.`,
      none: `Nobody has ${what}.`,
    })
  })
