import { defineCheck, derived, settingIs } from '@casbah/sdk'
import { untold } from './settings.ts'

export const recipientAuthentication = defineCheck({
  name: 'recipient-authentication',
  title: 'Recipients prove who they are each time',
  description: 'Where they do so the first time alone, whoever has the mail later opens the document by its link.',
  severity: 'MEDIUM',
  category: 'mfa',
  points: 4,
  reads: ['settings'],
  remediation:
    'In *eSignature Settings → Security Settings → Recipient Authentication* choose that authentication is required *each time a recipient accesses the envelope*.',
  frameworks: derived({ 'NIST 800-53': 'IA-8', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: settingIs('settings.authenticationCheck', 'each_access', {
    others: ['initial_access'],
    say: value =>
      `Recipients who have to prove who they are do so ${value === 'each_access' ? 'each time' : 'the first time alone'}.`,
    unknown: untold('when recipients authenticate'),
  }),
})
