import { defineCheck, derived } from '@casbah/sdk'
import { z } from 'zod'
import { cis6 } from '../benchmark.ts'
import { judgeEach } from './of-subscriptions.ts'

const CATEGORIES = ['Administrative', 'Security', 'Alert', 'Policy']
const log = z.looseObject({ category: z.string().nullish(), enabled: z.boolean() })
const setting = z.looseObject({ properties: z.looseObject({ logs: z.array(log) }) })
const say = (passing: number, all: number) => `The activity log of ${passing} of ${all} subscriptions is exported.`
const words = { what: 'diagnostic settings', right: 'Microsoft.Insights/diagnosticSettings/read', say }

export const activityLogExported = defineCheck({
  name: 'activity-log-exported',
  title: 'The activity log is kept beyond 90 days',
  description: 'Azure forgets after 90 days, and many intrusions are found later. An export outlives the subscription.',
  severity: 'HIGH',
  category: 'logging',
  points: 7,
  reads: ['diagnosticSettings'],
  remediation:
    'In the Azure portal open *Monitor → Activity log → Export Activity Logs*, add a diagnostic setting with the categories *Administrative*, *Security*, *Alert* and *Policy* and send them to a workspace, storage account or event hub.',
  frameworks: [...cis6('6.1.1.1'), ...derived({ 'NIST 800-53': 'AU-6' })],
  judge: judgeEach('diagnosticSettings', setting, words, ({ rows }) => {
    const logs = rows.flatMap(({ properties }) => properties.logs.filter(({ enabled }) => enabled))
    const missing = CATEGORIES.filter(wanted => !logs.some(({ category }) => category === wanted))
    return { passed: missing.length === 0, detail: `not exported: ${missing.join(', ') || 'nothing'}` }
  }),
})
