import { defineCheck, derived, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'

const rows = z.array(z.looseObject({ Name: z.string(), OptionsAllowAdminApprovedUsersOnly: z.boolean() }))

export const connectedAppsApproved = defineCheck({
  name: 'connected-apps-approved',
  title: 'Connected apps are for approved users only',
  description:
    'Where everybody may let an app in by himself, one deceived user is enough for it to read what he can read.',
  severity: 'HIGH',
  category: 'oauth',
  points: 7,
  reads: ['connectedApps'],
  remediation:
    'For each app open *Setup → Connected Apps → Manage Connected Apps → Edit Policies* and set *Permitted Users* to *Admin approved users are pre-authorized*.',
  url: 'https://help.salesforce.com/s/articleView?id=xcloud.connected_app_manage_oauth.htm&type=5',
  frameworks: derived({ 'NIST 800-53': 'CM-7(5)', 'SOC 2': 'CC6.8' }),
  judge: judgeParsed({ connectedApps: rows }, 'The connected apps could not be read.', read =>
    judgeSubjects(
      read.connectedApps.map(one => ({ name: one.Name, passed: one.OptionsAllowAdminApprovedUsersOnly })),
      {
        say: (passing, all) => `${passing} of ${all} connected apps are for approved users only.`,
        none: 'There are no connected apps.',
      },
    ),
  ),
})
