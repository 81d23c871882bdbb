import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { flagsAre, judgeSetting } from './settings.ts'

export const gmailNoOutboundGateway = defineCheck({
  name: 'gmail-no-outbound-gateway',
  title: 'Mail is not sent through servers of others',
  description: 'Mail that leaves by another server is in no log and under no rule of the organisation.',
  severity: 'MEDIUM',
  category: 'email',
  points: 3,
  reads: ['policies'],
  touchedBy: ['admin.CHANGE_GMAIL_SETTING', 'admin.CHANGE_EMAIL_SETTING'],
  remediation:
    'In the admin console open *Apps → Google Workspace → Gmail → End User Access → Allow per-user outbound gateways* and turn it off.',
  frameworks: [...cis('3.1.3.5.3'), ...stated({ 'CISA SCuBA': 'GWS.GMAIL.12.1v1', 'NIST 800-53': 'AC-4' })],
  judge: judgeSetting({
    setting: 'gmail.per_user_outbound_gateway',
    fields: ['allowUsersToUseExternalSmtpServers'],
    holds: value => flagsAre(value, { allowUsersToUseExternalSmtpServers: false }),
  }),
})
