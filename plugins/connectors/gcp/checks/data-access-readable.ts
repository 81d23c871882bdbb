import { defineCheck, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'
import { bare } from '../requests.ts'

// What is not granted is left out, and the list with it when it is empty.
const answers = z.array(
  z.looseObject({
    parent: z.looseObject({ name: z.string() }),
    value: z.looseObject({ permissions: z.array(z.string()).default([]) }),
  }),
)

export const dataAccessReadable = defineCheck({
  name: 'data-access-readable',
  title: 'Casbah may read who looked at data',
  description:
    'Without the role Private Logs Viewer Google leaves the entries of data access out and says nothing, so that thefts of data would not be seen.',
  severity: 'MEDIUM',
  category: 'logging',
  points: 4,
  reads: ['ownPermissions'],
  remediation:
    'Choose the organisation, open *IAM & Admin → IAM*, and give Casbah’s service account the role *Private Logs Viewer*.',
  frameworks: [
    { framework: 'SOC 2', requirement: 'CC7.2', derived: true },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AU-12', derived: true },
  ],
  judge: judgeParsed({ ownPermissions: answers }, 'The projects could not be read.', read =>
    judgeSubjects(
      read.ownPermissions.map(({ parent, value }) => ({
        name: bare(parent.name),
        passed: value.permissions.length > 0,
        detail: value.permissions.join() || 'not granted',
      })),
      {
        say: (passing, all) => `Entries of data access can be read in ${passing} of ${all} projects.`,
        none: { status: 'CANNOT_TELL', message: 'No project could be read.' },
      },
    ),
  ),
})
