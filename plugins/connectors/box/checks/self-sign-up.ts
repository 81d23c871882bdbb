import { defineCheck, derived, settingIs } from '@casbah/sdk'
import { untold } from './settings.ts'

export const selfSignUp = defineCheck({
  name: 'self-sign-up',
  title: 'Nobody joins the enterprise by signing up',
  description: 'Whoever can receive mail at the domain, or finds the link, has an account that nobody gave them.',
  severity: 'MEDIUM',
  category: 'provisioning',
  points: 5,
  reads: ['settings'],
  remediation: 'In *Admin Console → Enterprise Settings → Security* turn off *Users can sign up by themselves*.',
  frameworks: derived({ 'NIST 800-53': 'AC-2(1)', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.16' }),
  judge: settingIs('settings.security.is_managed_user_signup_enabled.value', false, {
    say: on => (on === false ? 'Nobody can sign up by themselves.' : 'People can sign up by themselves.'),
    unknown: untold('whether people can sign up by themselves'),
  }),
})
