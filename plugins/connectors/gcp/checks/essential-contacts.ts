import { defineCheck, derived, stated, judgeParsed } from '@casbah/sdk'
import { z } from 'zod'
import { cis } from '../benchmark.ts'

const contact = z.looseObject({ email: z.string(), notificationCategorySubscriptions: z.array(z.string()).default([]) })

export const essentialContacts = defineCheck({
  name: 'essential-contacts',
  title: 'Google knows whom to tell of incidents',
  description:
    'Notices of leaked keys and abused projects go to owners’ mailboxes that nobody reads, unless contacts for security are set.',
  severity: 'MEDIUM',
  category: 'response',
  points: 4,
  reads: ['contacts'],
  remediation:
    'Choose the organisation, open *IAM & Admin → Essential Contacts* and add a group address for the category *Security*.',
  frameworks: [...cis('1.17'), ...derived({ 'NIST 800-53': 'IR-6' }), ...stated({ 'SOC 2': 'CC1.3' })],
  judge: judgeParsed({ contacts: z.array(contact) }, 'The essential contacts could not be read.', ({ contacts }) => {
    const told = contacts.filter(one =>
      one.notificationCategorySubscriptions.some(name => name === 'SECURITY' || name === 'ALL'),
    )
    return {
      status: told.length > 0 ? 'PASS' : 'FAIL',
      message: `${told.length} of ${contacts.length} essential contacts are told of incidents.`,
      subjects: contacts.map(one => ({ name: one.email, passed: told.includes(one) })),
    }
  }),
})
