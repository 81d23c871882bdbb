import { defineCheck, derived, judgeParsed } from '@casbah/sdk'
import { cis7 } from '../benchmark.ts'
import { organizationFeatures } from './shapes.ts'

const UNKNOWN = 'AWS did not tell what the organisation manages centrally.'

export const rootCentral = defineCheck({
  name: 'root-central',
  title: 'The organisation takes root credentials from its member accounts',
  description:
    'Each member account has a root user of its own that nobody uses and anybody may try to recover. Managed centrally, these have no credentials at all.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 5,
  reads: ['organizationFeatures'],
  touchedBy: ['iam:EnableOrganizationsRootCredentialsManagement', 'iam:DisableOrganizationsRootCredentialsManagement'],
  remediation:
    'In the management account open *IAM → Root access management* and enable *Root credentials management*.',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html',
  frameworks: [...cis7('2.1.1'), ...derived({ 'NIST 800-53': 'AC-6(5)' })],
  judge: judgeParsed({ organizationFeatures }, UNKNOWN, ({ organizationFeatures: features }) => {
    if (!features) return { status: 'NOT_APPLICABLE', message: 'This account does not manage an organisation.' }
    const isOn = features.includes('RootCredentialsManagement')
    const message = `Root credentials of member accounts are ${isOn ? '' : 'not '}managed centrally.`
    return { status: isOn ? 'PASS' : 'FAIL', message }
  }),
})
