import { defineCheck, derived, judgeParsed, stated } from '@casbah/sdk'
import { cis7 } from '../benchmark.ts'
import { isRootFactorVirtual, rootUser } from './shapes.ts'

const SHAPES = { accountSummary: rootUser, virtualDevices: isRootFactorVirtual }
const UNKNOWN = 'AWS did not show the second factor of the root user.'

export const rootHardwareMfa = defineCheck({
  name: 'root-hardware-mfa',
  title: 'The second factor of the root user is a key, not an app',
  description:
    'Codes of an app can be typed into a forged page, and the app’s seed copied. A hardware key or passkey answers only to AWS itself.',
  severity: 'HIGH',
  category: 'mfa',
  points: 7,
  reads: ['accountSummary', 'virtualDevices'],
  emptyPasses: ['virtualDevices'],
  touchedBy: ['iam:EnableMFADevice', 'iam:DeactivateMFADevice', 'iam:DeleteVirtualMFADevice'],
  remediation:
    'Sign in as root, open *Security credentials*, assign a *Passkey or security key*, and remove the authenticator app.',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-fido-mfa-for-root.html',
  frameworks: [...cis7('2.6'), ...stated({ 'NIST 800-53': 'IA-2(1)' }), ...derived({ 'SOC 2': 'CC6.1' })],
  judge: judgeParsed(SHAPES, UNKNOWN, ({ accountSummary: { mfa }, virtualDevices: isVirtual }) => {
    if (mfa !== 1) return { status: 'FAIL', message: 'The root user has no second factor.' }
    const message = `The second factor of the root user is ${isVirtual ? 'an authenticator app' : 'a key'}.`
    return { status: isVirtual ? 'FAIL' : 'PASS', message }
  }),
})
