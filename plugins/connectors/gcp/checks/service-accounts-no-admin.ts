import { defineCheck, derived, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
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
  frameworks: [...cis('1.6'), ...derived({ 'NIST 800-53': 'AC-6' }), ...stated({ 'SOC 2': 'CC6.3' })],
  ...eachPolicy('placePolicies', isAdministrator, {
    say: (passing, all) => `${passing} of ${all} places give no service account an administrator’s role.`,
    none: 'There are no IAM policies.',
  }),
})
