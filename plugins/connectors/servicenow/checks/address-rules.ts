import { defineCheck, derived, judgeParsed } from '@casbah/sdk'
import { z } from 'zod'

const text = z.string()
const rows = z.array(z.looseObject({ type: text, active: text, range_start: text, range_end: text })).min(1)
const UNREAD = 'No address rule was listed: there is none, or Casbah’s user may not read ip_access.'
const [FIRST, LAST] = ['0.0.0.0', '255.255.255.255']

export const addressRules = defineCheck({
  name: 'address-rules',
  title: 'Only known addresses get in',
  description: 'With stolen credentials one can else sign in from anywhere.',
  severity: 'MEDIUM',
  category: 'network',
  points: 5,
  reads: ['addressRules'],
  remediation:
    'In *System Security → IP Address Access Control* allow the company’s ranges, Casbah’s address among them, then deny 0.0.0.0 to 255.255.255.255.',
  frameworks: derived({ 'NIST 800-53': 'SC-7', 'SOC 2': 'CC6.6' }),
  judge: judgeParsed({ addressRules: rows }, UNREAD, ({ addressRules }) => {
    const active = addressRules.filter(one => one.active === 'true')
    const allowed = active.filter(({ type }) => /^allow$/i.test(type)).length
    const denied = active.some(one => /^deny$/i.test(one.type) && one.range_start === FIRST && one.range_end === LAST)
    const message = `${allowed} ranges are allowed; ${denied ? 'all others are denied' : 'no rule denies all others'}.`
    return { status: denied && allowed > 0 ? 'PASS' : 'FAIL', message, values: { allowed, denied } }
  }),
})
