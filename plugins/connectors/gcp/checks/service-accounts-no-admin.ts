import { defineCheck } from '@casbah/sdk'
import { eachPolicy } from './each-policy.ts'

/** Google’s own agents have what their service needs. */
const isAdministrator = (member: string, role: string) =>
  /^serviceAccount:(?!service-\d+@)[^@]+@(?!gcp-sa-)[\w.-]+\.iam\.gserviceaccount\.com$|^serviceAccount:\d+-compute@|@appspot\.gserviceaccount\.com$/.test(
    member,
  ) && /^roles\/(owner|editor)$|Admin$|\.admin$/.test(role)

export const serviceAccountsNoAdmin = defineCheck({
  name: 'service-accounts-no-admin',
  title: 'Service accounts have no administrator’s role',
  description:
    'Whoever takes over the program, or one of its keys, has all that its service account has: with a basic or administrator role the whole project.',
  severity: 'HIGH',
  category: 'admin',
  points: 8,
  remediation:
    'In *IAM & Admin → IAM* of the places named here edit the service accounts and give roles for what they do in place of Owner, Editor and administrator roles.',
  remediationAction: 'remove-iam-binding',
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '1.6' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.3' },
  ],
  ...eachPolicy('placePolicies', isAdministrator, {
    say: (passing, all) => `${passing} of ${all} places give no service account an administrator’s role.`,
    none: 'There are no IAM policies.',
  }),
})
