import { defineCheck, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'

const rows = z.array(z.looseObject({ DeveloperName: z.string(), ExpirationDate: z.string() }))

export const certificatesValid = defineCheck({
  name: 'certificates-valid',
  title: 'Certificates are good for 30 days',
  description: 'A certificate that ends stops single sign-on, and hasty replacements are rarely careful ones.',
  severity: 'LOW',
  category: 'keys',
  points: 3,
  reads: ['endingCertificates'],
  // The query asks for what should not be; whoever may not ask it gets an error.
  emptyPasses: ['endingCertificates'],
  touchedBy: ['insertCertificate', 'uploadCertificateChain', 'deleteCertificate'],
  remediation:
    'Open *Setup → Certificate and Key Management*, make a new certificate and hand it to whoever relies on the old one.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-5', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
  ],
  judge: judgeParsed({ endingCertificates: rows }, 'The certificates could not be read.', read =>
    judgeSubjects(
      read.endingCertificates.map(one => ({
        name: one.DeveloperName,
        passed: false,
        detail: `ends ${one.ExpirationDate.slice(0, 10)}`,
      })),
      {
        say: (_, all) => `${all} certificates end within 30 days.`,
        none: { status: 'PASS', message: 'No certificate ends within 30 days.' },
      },
    ),
  ),
})
