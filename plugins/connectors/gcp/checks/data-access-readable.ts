import { defineCheck, derived } from '@casbah/sdk'
import { z } from 'zod'
import { eachProject } from './each-project.ts'

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
  frameworks: [...derived({ 'SOC 2': 'CC7.2', 'NIST 800-53': 'AU-12' })],
  judge: eachProject(
    'ownPermissions',
    { permissions: z.array(z.string()).default([]) }, // What is not granted is left out, and the list with it when it is empty.
    ({ permissions }) => ({ passed: permissions.length > 0, detail: permissions.join() || 'not granted' }),
    (passing, all) => `Entries of data access can be read in ${passing} of ${all} projects.`,
  ),
})
