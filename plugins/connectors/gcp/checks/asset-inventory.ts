import { defineCheck, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'
import { bare } from '../requests.ts'

const answers = z.array(
  z.looseObject({
    parent: z.looseObject({ name: z.string() }),
    value: z.looseObject({ name: z.string(), state: z.string().nullish() }),
  }),
)

export const assetInventory = defineCheck({
  name: 'asset-inventory',
  title: 'The asset inventory is on in every project',
  description:
    'Without its history of resources and policies nobody can tell afterwards what there was, and who had which role.',
  severity: 'MEDIUM',
  category: 'logging',
  points: 3,
  reads: ['assetService'],
  remediation: 'In each project named here open *APIs & Services → Library → Cloud Asset API* and enable it.',
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '2.14' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AU-2', derived: true },
    { framework: 'SOC 2', requirement: 'CC1.3' },
  ],
  judge: judgeParsed({ assetService: answers }, 'The projects could not be read.', read =>
    judgeSubjects(
      read.assetService.map(({ parent, value }) => ({
        name: bare(parent.name),
        passed: value.state === 'ENABLED',
        detail: value.state ?? 'not said',
      })),
      {
        say: (passing, all) => `The asset inventory is on in ${passing} of ${all} projects.`,
        none: { status: 'CANNOT_TELL', message: 'No project could be read.' },
      },
    ),
  ),
})
