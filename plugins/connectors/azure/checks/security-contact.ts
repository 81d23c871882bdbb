import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
import { judgeEach } from './of-subscriptions.ts'

const text = z.string().nullish()
const told = z.looseObject({ email: text, alertNotifications: z.string(), alertsToAdmins: text })
const contact = z.looseObject({ properties: told })
const words = {
  say: (passing: number, all: number) => `In ${passing} of ${all} subscriptions somebody is told of alerts.`,
  unknown: 'Azure did not list security contacts; the right Microsoft.Security/securityContacts/read is needed.',
}

export const securityContact = defineCheck({
  name: 'security-contact',
  title: 'Somebody is told of security alerts',
  description: 'Microsoft writes to this address when it sees an attack, or a key of yours in public.',
  severity: 'MEDIUM',
  category: 'alerting',
  points: 5,
  reads: ['securityContacts'],
  remediation:
    'In the Azure portal open *Microsoft Defender for Cloud → Environment settings → your subscription → Email notifications*, give an address that several people read, and choose the role *Owner*.',
  frameworks: [
    { framework: 'CIS Microsoft Azure Foundations', version: '6.0', requirement: '8.1.12' },
    { framework: 'CIS Microsoft Azure Foundations', version: '6.0', requirement: '8.1.13' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IR-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC7.4', derived: true },
  ],
  judge: judgeEach('securityContacts', contact, words, ({ rows }) => {
    const people = rows.filter(({ properties }) => properties.email && properties.alertNotifications === 'On')
    const owners = rows.some(({ properties }) => properties.alertsToAdmins === 'On')
    const detail = `${people.length} addresses, owners are ${owners ? '' : 'not '}told`
    return { passed: people.length > 0 && owners, detail }
  }),
})
