import { defineCheck, derived, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { humansIn, members, nameOf, type Person } from './people.ts'

const UNKNOWN = 'Slack did not tell who has two-factor authentication or single sign-on.'

export const usersMfa = defineCheck({
  name: 'users-mfa',
  title: 'Every member has two-factor authentication or signs in by single sign-on',
  description:
    'A password that leaked elsewhere is enough to read all that its owner can, unless something else is asked for.',
  severity: 'CRITICAL',
  category: 'mfa',
  points: 9,
  reads: ['members'],
  touchedBy: ['pref.two_factor_auth_changed', 'pref.sso_setting_changed'],
  remediation:
    'In the organisation’s dashboard open *Security → Security settings* and require single sign-on, or two-factor authentication where there is none.',
  frameworks: derived({ 'NIST 800-53': 'IA-2(2)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: judgeParsed({ members }, UNKNOWN, ({ members: found }) => {
    const twice = ({ has_sso: sso, has_2fa: second }: Person) => sso === true || (second ?? null)
    const subjects = humansIn(found).map(one => ({ name: nameOf(one), account: one.id, passed: twice(one) }))
    return judgeSubjects(subjects, {
      say: (passing, all) => `${passing} of ${all} members have two-factor authentication or single sign-on.`,
      none: { status: 'CANNOT_TELL', message: UNKNOWN },
      unknown: () => UNKNOWN,
    })
  }),
})
