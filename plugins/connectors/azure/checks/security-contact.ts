import { defineCheck, derived } from '@casbah/sdk'
import { z } from 'zod'
import { cis6 } from '../benchmark.ts'
import { judgeEach } from './of-subscriptions.ts'

const told = z.looseObject({ email: z.string().nullish(), alertNotifications: z.string(), alertsToAdmins: z.string() })
const contact = z.looseObject({ properties: told })
const say = (passing: number, all: number) => `In ${passing} of ${all} subscriptions somebody is told of alerts.`
const words = { what: 'security contacts', right: 'Microsoft.Security/securityContacts/read', say }

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
  frameworks: [...cis6('8.1.12', '8.1.13'), ...derived({ 'NIST 800-53': 'IR-6' })],
  judge: judgeEach('securityContacts', contact, words, ({ rows }) => {
    const people = rows.filter(({ properties }) => properties.email && properties.alertNotifications === 'On')
    const owners = rows.some(({ properties }) => properties.alertsToAdmins === 'On')
    return { passed: people.length > 0 && owners, detail: `${people.length} addresses${owners ? ', owners' : ''}` }
  }),
})
