import type { VendorAccount } from '../../replay/vendor.ts'
import { webexUuid as guid } from '../webex/ids.ts'

/** What the organisation knows of one user, in the vendor's words. */
export interface DocusignProfile {
  federated_status: 'FedAuthRequired' | 'FedAuthBypass' | 'RemoveStatus' | 'Evicted'
  is_organization_admin: boolean
  require_two_step_verification: boolean
  allow_two_step_verification_snooze: boolean
}

export interface DocusignEnvelope {
  envelopeId: string
  emailSubject: string
  status: 'sent' | 'delivered' | 'completed' | 'voided'
  sender: { userId: string; userName: string; email: string }
  /** RFC 3339. */
  sentDateTime: string
  lastModifiedDateTime: string
  recipients: { signers: { email: string; name: string }[]; carbonCopies: { email: string; name: string }[] }
  voidedReason?: string
}

export interface DocusignAuthorization {
  authorizationId: string
  /** Ids of who gave it, and of who may act. */
  principal: string
  agent: string
  permission: string
}

/** What an emulated account is set up with. Switches and numbers of the eSignature API are texts. */
export interface DocusignSettings {
  account: Record<string, string>
  passwordRules: Record<string, string>
  purge: Record<string, string>
  /** By id of the user, as the next three. */
  profiles: Record<string, DocusignProfile>
  lastLogin: Record<string, string>
  /** Id of the permission profile. */
  permissionProfiles: Record<string, string>
  /** Ids of those who see the envelopes. */
  sharedTo: Record<string, string[]>
  /** Who is in one, the accounts say by its name. */
  groups: { groupId: string; groupName: string }[]
  envelopes: DocusignEnvelope[]
  authorizations: DocusignAuthorization[]
  connect: Record<string, unknown>[]
  identityProviders: { id: string; friendly_name: string; type: string; auto_provision_users: boolean }[]
  domains: { id: string; status: string; host_name: string; identity_provider_id?: string }[]
}

export const SENDER = '10000002'
const ADMINISTRATOR = '10000001'

/** An envelope that waits for somebody outside. */
export function envelopeOf(
  subject: string,
  sender: Pick<VendorAccount, 'id' | 'name' | 'email'>,
  signer: { email: string; name: string },
  sent: number,
): DocusignEnvelope {
  const time = new Date(sent).toISOString()
  return {
    envelopeId: guid('envelope', subject, sender.id),
    emailSubject: subject,
    status: 'sent',
    sender: { userId: sender.id, userName: sender.name, email: sender.email },
    sentDateTime: time,
    lastModifiedDateTime: time,
    recipients: { signers: [signer], carbonCopies: [{ email: sender.email, name: sender.name }] },
  }
}

/** A configuration of Connect that signs what it sends. */
export const connectOf = (connectId: string, name: string, url: string): Record<string, unknown> => ({
  connectId,
  name,
  configurationType: 'custom',
  urlToPublishTo: url,
  includeHMAC: 'true',
  includeOAuth: 'false',
  requireMutualTls: 'false',
  includeDocuments: 'false',
  allowEnvelopePublish: 'true',
  envelopeEvents: ['Completed', 'Voided'],
  events: [],
})

/** A well kept account: short sessions, long passwords, single sign-on for all, one system that is told of what was signed. */
export function defaultDocusignSettings(accounts: VendorAccount[], domain: string, now: number): DocusignSettings {
  const ago = (hours: number) => new Date(now - hours * 3_600_000).toISOString()
  const provider = guid('identity provider', domain)
  const each = <Value>(value: (account: VendorAccount) => Value) =>
    Object.fromEntries(accounts.map(account => [account.id, value(account)]))
  const [first, second] = accounts
  const names = [...new Set(accounts.flatMap(({ groups }) => groups))]
  return {
    account: {
      sessionTimeout: '20',
      mobileSessionTimeout: '15',
      signingSessionTimeout: '20',
      disableMultipleSessions: 'true',
      allowSocialIdLogin: 'false',
      enableSocialIdLogin: 'false',
      authenticationCheck: 'each_access',
      idCheckRequired: 'optional',
      documentRetention: '0',
    },
    passwordRules: {
      passwordStrengthType: 'custom',
      minimumPasswordLength: '14',
      passwordIncludeDigit: 'true',
      passwordIncludeLowerCase: 'true',
      passwordIncludeUpperCase: 'true',
      passwordIncludeSpecialCharacter: 'true',
      expirePassword: 'false',
      expirePasswordDays: '0',
      lockoutDurationMinutes: '1',
      lockoutDurationType: 'hours',
      minimumPasswordAgeDays: '0',
      questionsRequired: '0',
    },
    purge: { purgeEnvelopes: 'true', retentionDays: '365', redactPII: 'false' },
    profiles: each(({ isAdmin }) => ({
      federated_status: 'FedAuthRequired' as const,
      is_organization_admin: isAdmin,
      require_two_step_verification: true,
      allow_two_step_verification_snooze: false,
    })),
    lastLogin: each(() => ago(3)),
    permissionProfiles: each(({ isAdmin }) => (isAdmin ? ADMINISTRATOR : SENDER)),
    sharedTo: each(() => []),
    groups: names.map((groupName, index) => ({ groupId: String(30_000_001 + index), groupName })),
    envelopes: second
      ? [envelopeOf('Offer', second, { email: 'kim@partner.example', name: 'Kim Partner' }, now - 86_400_000)]
      : [],
    authorizations:
      first && second
        ? [
            {
              authorizationId: guid('authorization', second.id),
              principal: second.id,
              agent: first.id,
              permission: 'manage',
            },
          ]
        : [],
    connect: [connectOf('20000001', 'Contract archive', 'https://archive.acme.example/docusign')],
    identityProviders: [{ id: provider, friendly_name: 'Okta', type: 'saml_20', auto_provision_users: true }],
    domains: [{ id: guid('domain', domain), status: 'active', host_name: domain, identity_provider_id: provider }],
  }
}
