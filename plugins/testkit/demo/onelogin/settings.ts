import { defaultOneLoginSettings } from '../../vendors/onelogin/settings.ts'
import type { OneLoginSettings } from '../../vendors/onelogin/settings.ts'
import type { VendorAccount } from '../../replay/vendor.ts'
import type { World } from '../world.ts'
import { oneLoginAccount } from './org.ts'

const DAY = 86_400_000

/** Much as it was when the firm was taken over: no second factor asked for, weak resets, users of then still active. */
export function oneLoginSettings(world: World, accounts: VendorAccount[], now: number): Partial<OneLoginSettings> {
  const { apps, logins, policy } = oneLoginAccount(world)
  const usual = defaultOneLoginSettings(accounts)
  const left = logins.people.filter(person => person.left).map(person => String(logins.of(person).id))
  return {
    policies: usual.policies
      .filter(({ name }) => name !== 'Engineering')
      .map(one =>
        one.kind === 'user'
          ? {
              ...one,
              ...policy,
              otp_auth_enabled: false,
              minimum_password_length: 8,
              enable_sms_password_reset: true,
              persistent_session_enabled: true,
              enable_smart_access: false,
            }
          : one,
      ),
    apps: apps.map(({ id, name }, index) => ({
      id,
      name,
      connector_id: 50_000 + index,
      auth_method: 2,
      policy_id: index % 2 === 0 ? 201 : null,
      visible: true,
    })),
    lastLogins: Object.fromEntries(left.map(id => [id, new Date(now - 200 * DAY).toISOString()])),
  }
}
