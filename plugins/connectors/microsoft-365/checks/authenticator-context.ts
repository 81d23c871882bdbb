import { defineCheck, judgeListed, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { authenticator, UNTOLD } from './authenticator.ts'
import { NO_METHODS } from './method-configurations.ts'

const NOT_IN_USE = { status: 'NOT_APPLICABLE', message: 'Microsoft Authenticator is not in use.' } as const

export const authenticatorContext = defineCheck({
  name: 'authenticator-context',
  title: 'The authenticator shows app and place',
  description:
    'Who is asked to approve a sign-in that somebody else began sees by the app and the place that it is not his own.',
  severity: 'MEDIUM',
  category: 'mfa',
  points: 4,
  reads: ['methods'],
  remediation:
    'In the Entra admin center open *Protection → Authentication methods → Policies → Microsoft Authenticator → Configure* and show application name and geographic location to all users.',
  frameworks: [...cis('5.2.3.1'), ...stated({ 'CISA SCuBA': 'MS.AAD.3.3v2', 'NIST 800-53': ['IA-2(1)', 'IA-2(8)'] })],
  judge: judgeListed(
    { methods: authenticator },
    NO_METHODS,
    ({ methods: { isOff, shown } }) => {
      if (isOff) return NOT_IN_USE
      if (shown.some(({ state }) => state === '')) return UNTOLD
      return shown.map(({ name, state, isForAll }) => ({ name, passed: isForAll, detail: state }))
    },
    { say: (on, of) => `${on} of ${of} are shown to everybody.` },
  ),
})
