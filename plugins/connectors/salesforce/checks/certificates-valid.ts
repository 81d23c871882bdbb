import { defineCheck, derived, judgeTally } from '@casbah/sdk'
import { unwanted } from './unwanted.ts'

export const certificatesValid = defineCheck({
  name: 'certificates-valid',
  title: 'Certificates are good for 30 days',
  description: 'A certificate that ends stops single sign-on, and hasty replacements are rarely careful ones.',
  severity: 'LOW',
  category: 'keys',
  points: 3,
  reads: ['endingCertificates'],
  each: 'endingCertificates',
  // The query asks for what should not be; whoever may not ask it gets an error.
  emptyPasses: ['endingCertificates'],
  touchedBy: ['insertCertificate', 'uploadCertificateChain', 'deleteCertificate'],
  remediation:
    'Open *Setup → Certificate and Key Management*, make a new certificate and hand it to whoever relies on the old one.',
  frameworks: derived({ 'NIST 800-53': 'IA-5', 'SOC 2': 'CC6.1' }),
  judgeRow: row => unwanted(row, 'ends', { name: 'DeveloperName', time: 'ExpirationDate' }),
  judge: read =>
    judgeTally(read.endingCertificates, {
      say: (_, all) => `${all} certificates end within 30 days.`,
      none: { status: 'PASS', message: 'No certificate ends within 30 days.' },
    }),
})
