import { defineCheck, derived, judgeListed } from '@casbah/sdk'
import { cis3 } from '../benchmark.ts'
import { REPORT, reported } from './report.ts'
import { certificates } from './shapes.ts'

const NONE = { status: 'PASS', message: 'There are no certificates in IAM.' } as const

export const certificatesValid = defineCheck({
  name: 'certificates-valid',
  title: 'No certificate in IAM has ended',
  description:
    'A certificate that has ended frightens customers off, or teaches them to click warnings away. It also says that nobody looks after it.',
  severity: 'LOW',
  category: 'tls',
  points: 2,
  reads: ['certificates', ...REPORT],
  emptyPasses: ['certificates'],
  touchedBy: ['iam:UploadServerCertificate', 'iam:DeleteServerCertificate'],
  remediation:
    'Delete each certificate named here with `aws iam delete-server-certificate`, and use ACM, which renews by itself.',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html',
  frameworks: [...cis3('1.19'), ...derived({ 'NIST 800-53': 'SC-17' })],
  judge: judgeListed(
    { certificates, ...reported },
    'AWS did not list the certificates, or has not finished the credential report, which tells the time.',
    ({ certificates: all, credentialReport: { madeAt } }) =>
      all.map(({ ends, ...one }) => ({ ...one, passed: ends === null ? null : ends > madeAt })),
    { say: (passing, all) => `${all - passing} of ${all} certificates in IAM have ended.`, none: NONE },
  ),
})
