import { defineCheck, judgeParsed, judgeSubjects, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { methods, NO_METHODS } from './method-configurations.ts'

const WEAK = ['sms', 'voice', 'email']

export const weakMethodsOff = defineCheck({
  name: 'weak-methods-off',
  title: 'No codes by text message, call or mail',
  description:
    'Codes by text or call are stolen by swapping the SIM, codes by mail by whoever reads the mail, and all of them by a fake page.',
  severity: 'HIGH',
  category: 'mfa',
  points: 7,
  reads: ['methods'],
  remediation:
    'In the Entra admin center open *Protection → Authentication methods → Policies* and turn off *SMS*, *Voice call* and *Email OTP*.',
  frameworks: [
    ...cis('5.2.3.5', '5.2.3.7'),
    ...stated({ 'CISA SCuBA': 'MS.AAD.3.5v2', 'NIST 800-53': ['CM-7b', 'IA-5c'] }),
  ],
  judge: judgeParsed({ methods }, NO_METHODS, ({ methods: { authenticationMethodConfigurations: all } }) => {
    const weak = all.filter(({ id }) => WEAK.includes(id.toLowerCase()))
    const subjects = weak.map(({ id, state }) => ({ name: id, passed: state === 'disabled', detail: state }))
    const none = { status: 'CANNOT_TELL', message: 'Microsoft’s list names none of these methods.' } as const
    return judgeSubjects(subjects, { say: (off, of) => `${off} of ${of} weak methods are off.`, none })
  }),
})
