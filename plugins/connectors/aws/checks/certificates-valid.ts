import { at, defineCheck, derived, judgeSubjects } from '@casbah/sdk'
import { cis3 } from '../benchmark.ts'
import { judgeReport, REPORT } from './report.ts'

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
  judge: (read, parameters) =>
    judgeReport(({ madeAt }) => {
      const { certificates } = read
      if (!Array.isArray(certificates)) return { status: 'CANNOT_TELL', message: 'AWS did not list the certificates.' }
      const subjects = certificates.map(one => {
        const ends = Date.parse(String(at(one, 'Expiration')))
        const detail = `ends ${String(at(one, 'Expiration'))}`
        return {
          name: String(at(one, 'ServerCertificateName')),
          passed: Number.isNaN(ends) ? null : ends > madeAt,
          detail,
        }
      })
      return judgeSubjects(subjects, {
        say: (passing, all) => `${all - passing} of ${all} certificates in IAM have ended.`,
        none: { status: 'PASS', message: 'There are no certificates in IAM.' },
      })
    })(read, parameters),
})
