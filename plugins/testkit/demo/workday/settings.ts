import { defaultWorkdaySettings, type WorkdaySettings } from '../../vendors/workday/settings.ts'
import type { VendorAccount } from '../../replay/vendor.ts'
import type { World } from '../world.ts'
import { workdayOrg } from './org.ts'

const DAY = 86_400_000

/** Passwords are let in beside single sign-on, administrators from anywhere, for an idle hour; who left may still sign in, and a program, too. */
export function workdaySettings(world: World, accounts: VendorAccount[], now: number): Partial<WorkdaySettings> {
  const { logins, reportOwner, payroll } = workdayOrg(world)
  const usual = defaultWorkdaySettings(accounts)
  const left = logins.people.filter(person => person.left).map(({ email }) => email)
  const lastSignOn = new Date(now - 140 * DAY).toISOString()
  return {
    accounts: {
      [reportOwner]: { isIntegration: true },
      [payroll]: { isIntegration: true, allowUi: true },
      ...Object.fromEntries(left.map(email => [email, { terminated: true, lastSignOn }])),
    },
    rules: usual.rules.map(({ Networks, ...rule }) =>
      rule.Rule_Name === 'Default Rule'
        ? { ...rule, Authentication_Types: 'SAML; User Name Password' }
        : { ...rule, Networks: Networks && 'Any' },
    ),
    tenant: { ...usual.tenant, Session_Timeout_Minutes: '60' },
  }
}
