import { defineCheck, derived, judgeParsed, whole } from '@casbah/sdk'
import { z } from 'zod'
import { retention } from './shapes.ts'

const MONTHS = 12
const DAYS = { DAYS: 1, WEEKS: 7, MONTHS: 365 / 12, YEARS: 365 } as const

export const confluenceAuditRetention = defineCheck({
  name: 'confluence-audit-retention',
  title: `Confluence keeps its audit log for ${MONTHS} months`,
  description:
    'What is no longer in the log cannot be looked up when somebody asks how a page came to be public. Casbah keeps what it has read; what was before, only Confluence has.',
  severity: 'LOW',
  category: 'logging',
  points: 3,
  reads: ['auditRetention'],
  parameters: z.object({ months: whole({ least: 1, most: 120, usual: MONTHS }, 'Months that the log must be kept.') }),
  remediation: 'In Confluence open *Settings → Audit log → Settings*, and set the retention to 12 months or more.',
  frameworks: derived({ 'NIST 800-53': 'AU-11', 'SOC 2': 'CC7.2', 'ISO 27001': 'A.8.15' }),
  judge: judgeParsed(
    { auditRetention: retention },
    'Confluence did not tell how long it keeps its audit log.',
    (read, { months: least }: { months: number }) => {
      const { number, units } = read.auditRetention
      const months = (number * DAYS[units]) / DAYS.MONTHS
      const message = `Confluence keeps its audit log for ${number} ${units.toLowerCase()}; ${least} months are asked for.`
      return { status: Math.round(months) >= least ? 'PASS' : 'FAIL', message, values: { number, units } }
    },
  ),
})
