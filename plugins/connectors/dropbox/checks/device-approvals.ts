import { defineCheck, derived, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { changes, newest } from './last-said.ts'

const UNKNOWN = 'The log has no change of device approvals, and nothing else tells them: look in the admin console.'

/** No call tells this policy; the log tells when it was changed. */
export const deviceApprovals = defineCheck({
  name: 'device-approvals',
  title: 'The number of linked computers and phones is limited',
  description:
    'Every linked device has a copy of the files. A limit makes people unlink those that they lost or gave away.',
  severity: 'LOW',
  category: 'device',
  points: 2,
  reads: ['desktopChanges', 'mobileChanges'],
  touchedBy: ['device_approvals_*'],
  remediation:
    'In the admin console open *Settings → Device approvals*, and set a limit for computers and one for phones.',
  frameworks: derived({ 'NIST 800-53': 'AC-19', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.1' }),
  judge: judgeParsed({ desktopChanges: changes, mobileChanges: changes }, UNKNOWN, found => {
    const [computers, phones] = [newest(found.desktopChanges), newest(found.mobileChanges)]
    const subjects = Object.entries({ computers, phones }).map(([name, { '.tag': limit }]) => ({
      name,
      passed: limit === 'limited',
      detail: limit,
    }))
    return judgeSubjects(subjects, { say: (passing, all) => `${passing} of ${all} kinds are limited.`, none: UNKNOWN })
  }),
})
