import { defineCheck, derived, judgeListed } from '@casbah/sdk'
import { isActive, nameOf } from './users.ts'
import { userDevices } from './shapes.ts'

/** Not touched by events of second factors: each reading takes a request for every user, out of an hour's 5,000. */
export const usersMfa = defineCheck({
  name: 'users-mfa',
  title: 'Every active user has a second factor',
  description:
    'A policy asks for a second factor in vain where none is registered, and whoever comes first with the password may register theirs.',
  severity: 'HIGH',
  category: 'mfa',
  points: 8,
  reads: ['userDevices'],
  remediation:
    'In the admin console open *Users*, choose each user that is named, and under *Authentication* have a device registered. The API shows factors that it can verify: who has a security key alone is named, too, and may be excepted.',
  frameworks: derived({ 'NIST 800-53': 'IA-2(2)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: judgeListed(
    { userDevices },
    'OneLogin did not tell who has registered a second factor.',
    ({ userDevices }) =>
      userDevices
        .filter(({ parent }) => isActive(parent))
        .map(({ parent, value }) => {
          const passed = value.data.otp_devices.some(({ active }) => active !== false)
          return { name: nameOf(parent), account: String(parent.id), passed }
        }),
    { say: (passing, all) => `${passing} of ${all} active users have a second factor.` },
  ),
})
