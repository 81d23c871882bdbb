import { defineCheck, settingIs } from '@casbah/sdk'

export const lockoutKnownDevices = defineCheck({
  name: 'lockout-known-devices',
  title: 'Guessing from unknown devices does not lock users out',
  description:
    'A lock that strangers can trigger is a weapon of theirs: it keeps the whole company out. Counted apart, guesses from unknown devices lock only unknown devices.',
  severity: 'LOW',
  category: 'password',
  points: 2,
  reads: ['userLockout'],
  remediation:
    'In the admin console open *Security → General → User lockout* and switch *Block suspicious password attempts from unknown devices* on.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-7', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
  judge: settingIs('userLockout.preventBruteForceLockoutFromUnknownDevices', true, {
    say: on => (on ? 'Unknown devices are locked apart.' : 'Guessing from unknown devices locks the user out.'),
    unknown: 'Okta did not say how unknown devices are locked.',
  }),
})
