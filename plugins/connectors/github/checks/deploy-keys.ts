import { defineCheck, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'

const key = z.looseObject({ id: z.number(), title: z.string(), read_only: z.boolean() })
const keysOf = z.array(z.looseObject({ parent: z.looseObject({ full_name: z.string() }), value: z.array(key) }))

export const deployKeys = defineCheck({
  name: 'deploy-keys',
  title: 'Deploy keys can only read',
  description:
    'A deploy key has no second factor and no owner who would notice. One that can write changes the code for whoever finds it.',
  severity: 'MEDIUM',
  category: 'keys',
  points: 5,
  reads: ['deployKeys'],
  emptyPasses: ['deployKeys'],
  remediationAction: 'delete-deploy-key',
  remediation:
    'Open the repository’s *Settings → Deploy keys*, delete the key and add it again without *Allow write access*.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-5', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.5.17', derived: true },
  ],
  judge: judgeParsed({ deployKeys: keysOf }, 'GitHub did not list the deploy keys.', ({ deployKeys }) =>
    judgeSubjects(
      deployKeys.flatMap(({ parent: { full_name: repository }, value }) =>
        value.map(({ id, title, read_only: passed }) => ({
          name: `${repository}: ${title} (${id})`,
          resource: repository,
          passed,
        })),
      ),
      {
        say: (passing, all) => `${passing} of ${all} deploy keys can only read.`,
        none: 'There are no deploy keys.',
      },
    ),
  ),
})
