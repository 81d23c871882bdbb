import { defineCheck, judgeParsed, judgeSubjects, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { methods, NO_METHODS } from './method-configurations.ts'

interface Feature {
  state?: string | null | undefined
  includeTarget?: { id?: string | null | undefined } | null | undefined
}

const isForAll = ({ state, includeTarget }: Feature) => state === 'enabled' && includeTarget?.id === 'all_users'

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
  judge: judgeParsed({ methods }, NO_METHODS, ({ methods: { authenticationMethodConfigurations: all } }) => {
    const authenticator = all.find(({ id }) => id === 'MicrosoftAuthenticator')
    if (authenticator?.state === 'disabled')
      return { status: 'NOT_APPLICABLE', message: 'Microsoft Authenticator is not in use.' }
    const { displayAppInformationRequiredState: app, displayLocationInformationRequiredState: place } =
      authenticator?.featureSettings ?? {}
    if (!app?.state || !place?.state)
      return { status: 'CANNOT_TELL', message: 'Microsoft did not tell what the authenticator shows.' }
    const subjects = [
      { name: 'Application name', passed: isForAll(app), detail: app.state },
      { name: 'Geographic location', passed: isForAll(place), detail: place.state },
    ]
    return judgeSubjects(subjects, {
      say: (on, of) => `${on} of ${of} are shown to everybody.`,
      none: 'There is nothing to show.',
    })
  }),
})
