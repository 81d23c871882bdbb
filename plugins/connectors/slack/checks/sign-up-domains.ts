import { defineCheck, derived, judgeListed } from '@casbah/sdk'
import { known } from './known.ts'
import { workspaceName } from './people.ts'
import { signUps } from './shapes.ts'

export const signUpDomains = defineCheck({
  name: 'sign-up-domains',
  title: 'Nobody signs up by an e-mail domain that is not the organisation’s own',
  description:
    'Whoever can get an address of such a domain lets themselves in. Of a public mail service that is everybody.',
  severity: 'MEDIUM',
  category: 'provisioning',
  points: 5,
  reads: ['workspaceSettings'],
  parameters: known('domains', 'The organisation’s own e-mail domains, which are then no fault.', 3, 100),
  remediation:
    'In the workspace open *Settings & administration → Workspace settings → Joining this workspace*, and take the domains away that are not your own.',
  frameworks: derived({ 'NIST 800-53': 'AC-2(1)', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.16' }),
  judge: judgeListed(
    { workspaceSettings: signUps },
    'Slack did not tell who may sign up by e-mail address.',
    ({ workspaceSettings }, { domains }) => {
      const own = domains.map(domain => domain.toLowerCase())
      return workspaceSettings.map(({ parent, value: { domains: allowed, detail } }) => {
        return { name: workspaceName(parent), passed: allowed.every(domain => own.includes(domain)), detail }
      })
    },
    { say: (passing, all) => `${passing} of ${all} workspaces let nobody sign up by a foreign domain.` },
  ),
})
