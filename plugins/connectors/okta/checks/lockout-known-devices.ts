import { defineCheck, derived, settingIs } from '@casbah/sdk'

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
  frameworks: derived({ 'NIST 800-53': 'AC-7', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: settingIs('userLockout.preventBruteForceLockoutFromUnknownDevices', true, {
    say: on => (on ? 'Unknown devices are locked apart.' : 'Guessing from unknown devices locks the user out.'),
    unknown: 'Okta did not say how unknown devices are locked.',
  }),
})
