import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { z } from 'zod'

const app = z.looseObject({ name: z.string().min(1), policy_id: z.number().nullable() })

export const appPolicies = defineCheck({
  name: 'app-policies',
  title: 'Every app has a policy of its own',
  description:
    'Without an app policy a session opens the app whatever became of its device and however long ago the second factor was asked for.',
  severity: 'MEDIUM',
  category: 'mfa',
  points: 4,
  reads: ['apps'],
  each: 'apps',
  remediation:
    'In the admin console open *Applications*, choose the app, and under *Access* take a policy that forces authentication or asks for a second factor.',
  frameworks: derived({ 'NIST 800-53': 'IA-11', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judgeRow: row => {
    const { name, policy_id: policy } = app.parse(row)
    return { name, passed: !!policy, detail: policy ? `policy ${policy}` : 'no policy' }
  },
  judge: judgeRows('apps', {
    say: (passing, evaluated) => `${passing} of ${evaluated} apps have a policy of their own.`,
    none: 'There are no apps.',
  }),
})
