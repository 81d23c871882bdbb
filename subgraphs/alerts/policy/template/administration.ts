import { defineTemplate } from './define-template.ts'
import { LOGGING_OFF_RULES } from './logging-off.ts'
import * as technique from './techniques.ts'

/** Any address, so that one is known. */
const ANYWHERE = ['0.0.0.0/0', '::/0']
const DONE = ['SUCCESS', 'UNKNOWN']

/** What administrators do, and who becomes one. */
export const ADMINISTRATION_TEMPLATES = [
  defineTemplate({
    id: 'logging-disabled',
    name: 'Audit logging switched off in any other app',
    description:
      'An app tells that its audit log, or a part of it, is switched off. Apps whose own rules look closer (AWS, GitHub and Okta, by "Audit logging switched off") are left to these.',
    kind: 'ACTIVITY',
    severity: 'HIGH',
    definition: {
      filter: {
        action: { in: ['logging.disable', 'logging.delete'] },
        outcome: ['SUCCESS', 'UNKNOWN'],
        not: { connector: ['aws', 'github', 'okta'] },
      },
      title: '{actor} switched audit logging off in {app}',
    },
    mitre: [technique.DISABLE_LOGS],
    isBuiltIn: true,
  }),
  defineTemplate({
    id: 'logging-off',
    name: 'Audit logging switched off',
    description:
      'A trail, log stream or event hook that carries the audit log away is stopped, deleted or narrowed. Whoever means to stay unseen does this first.',
    kind: 'SIGMA',
    severity: 'HIGH',
    definition: { sigma: LOGGING_OFF_RULES },
    author: 'Casbah',
    mitre: [technique.DISABLE_LOGS],
    isBuiltIn: true,
  }),
  defineTemplate({
    id: 'admin-outside',
    name: 'Administration from outside the corporate network',
    description:
      'An administrator acts from an address that is not tagged corporate, administrative or VPN. Tag your networks first.',
    kind: 'ACTIVITY',
    severity: 'MEDIUM',
    definition: {
      filter: { isAdmin: true, ip: { cidr: ANYWHERE }, not: { ip: { tag: ['CORPORATE', 'ADMINISTRATIVE', 'VPN'] } } },
      title: '{actor} administered {app} from {ip} ({country}), which is no corporate network',
    },
    mitre: [technique.CLOUD_ACCOUNTS],
  }),
  defineTemplate({
    id: 'admin-risky-address',
    name: 'Administration from a risky address',
    description: 'An administrator acts from an address that is tagged risky, a proxy or a Tor exit.',
    kind: 'ACTIVITY',
    severity: 'HIGH',
    definition: {
      filter: { isAdmin: true, outcome: DONE, ip: { tag: ['RISKY', 'PROXY', 'TOR'] } },
      title: '{actor} administered {app} from the risky address {ip} ({country})',
    },
    mitre: [technique.CLOUD_ACCOUNTS, technique.PROXY],
  }),
  defineTemplate({
    id: 'rogue-admin',
    name: 'Administrator resets many passwords',
    description:
      'One administrator resets five passwords or second factors within ten minutes, as whoever takes logins over does. Help desks do so on busy days.',
    kind: 'ACTIVITY',
    severity: 'MEDIUM',
    definition: {
      filter: {
        action: { in: ['password.reset', 'password.change', 'mfa.reset', 'mfa.disable'] },
        isAdmin: true,
        outcome: DONE,
      },
      count: 5,
      windowSeconds: 600,
      per: ['USER'],
      title: '{actor} reset {count} passwords or second factors in {app} within {minutes} minutes',
    },
    mitre: [technique.ACCOUNT_MANIPULATION, technique.ACCESS_REMOVAL],
  }),
  defineTemplate({
    id: 'many-users-removed',
    name: 'Many logins removed',
    description: 'One person deletes or suspends ten logins within ten minutes, so that their owners are locked out.',
    kind: 'ACTIVITY',
    severity: 'HIGH',
    definition: {
      filter: {
        action: { in: ['user.delete', 'user.suspend', 'user.disable', 'user.deactivate', 'org.remove_member'] },
        outcome: DONE,
      },
      count: 10,
      windowSeconds: 600,
      per: ['USER'],
      title: '{actor} removed {count} logins from {app} within {minutes} minutes',
    },
    mitre: [technique.ACCESS_REMOVAL],
  }),
  defineTemplate({
    id: 'role-granted',
    name: 'Rights of an administrator given',
    description: 'Somebody is given a role or more rights. Worth a look where that happens rarely.',
    kind: 'ACTIVITY',
    severity: 'LOW',
    definition: {
      filter: { action: { in: ['role.grant', 'group.grant_role'] }, outcome: DONE },
      title: '{actor} gave a role or more rights in {app}',
    },
    mitre: [technique.CLOUD_ROLES],
  }),
  defineTemplate({
    id: 'many-roles-granted',
    name: 'Rights given to many at once',
    description: 'One person gives rights ten times within ten minutes.',
    kind: 'ACTIVITY',
    severity: 'MEDIUM',
    definition: {
      filter: { action: { in: ['role.grant', 'group.grant_role'] }, outcome: DONE },
      count: 10,
      windowSeconds: 600,
      per: ['USER'],
      title: '{actor} gave rights in {app} {count} times within {minutes} minutes',
    },
    mitre: [technique.CLOUD_ROLES],
  }),
  defineTemplate({
    id: 'mfa-requirement-off',
    name: 'Second factor no longer required',
    description:
      'A second factor is no longer required of everybody, or a way to confirm is switched off. It takes down the best guard that sign-in has.',
    kind: 'ACTIVITY',
    severity: 'HIGH',
    definition: {
      filter: { action: { in: ['mfa_requirement.disable'] }, outcome: DONE },
      title: '{actor} switched off the requirement of a second factor in {app}',
    },
    mitre: [technique.MODIFY_MFA],
    isBuiltIn: true,
  }),
  defineTemplate({
    id: 'mfa-bypassed',
    name: 'Second factor bypassed or refused',
    description: 'Somebody tries to sign in past his second factor, or a person refuses a request that was not his.',
    kind: 'ACTIVITY',
    severity: 'MEDIUM',
    definition: {
      filter: { action: { in: ['mfa.bypass', 'mfa.deny'] } },
      title: 'The second factor of {actor} was bypassed or refused in {app} from {ip} ({country})',
    },
    mitre: [technique.MFA_REQUESTS, technique.MODIFY_MFA],
  }),
  defineTemplate({
    id: 'sign-in-settings-changed',
    name: 'Identity provider changed',
    description:
      'A way to sign in by another identity provider is added, changed or switched off. Whoever adds his own signs in as anybody.',
    kind: 'ACTIVITY',
    severity: 'HIGH',
    definition: {
      filter: {
        action: { in: ['idp.create', 'idp.update', 'idp.enable', 'idp.disable', 'idp.delete', 'sso.update'] },
        outcome: DONE,
      },
      title: '{actor} changed how people sign in to {app}',
    },
    mitre: [technique.TRUST_MODIFICATION, technique.MODIFY_AUTH],
  }),
  defineTemplate({
    id: 'password-rules-changed',
    name: 'Password or session rules changed',
    description: 'Rules for passwords, sessions or recovery are changed or deleted.',
    kind: 'ACTIVITY',
    severity: 'LOW',
    definition: {
      filter: {
        action: {
          in: [
            'password_policy.update',
            'password_policy.delete',
            'session_policy.update',
            'password_recovery.enable',
            'legacy_login.update',
            'recovery.update',
          ],
        },
        outcome: DONE,
      },
      title: '{actor} changed rules for passwords, sessions or recovery in {app}',
    },
    mitre: [technique.MODIFY_AUTH],
  }),
  defineTemplate({
    id: 'guard-off',
    name: 'Detection of threats switched off',
    description: 'A service that finds threats, vulnerabilities or secrets is switched off, or a finding is dismissed.',
    kind: 'ACTIVITY',
    severity: 'MEDIUM',
    definition: {
      filter: {
        action: {
          in: [
            'threat_detection.disable',
            'policy.disable',
            'policy_rule.disable',
            'vulnerability.dismiss',
            'alert_rule.delete',
          ],
        },
        outcome: DONE,
      },
      title: '{actor} switched off a guard of {app}: {action}',
    },
    mitre: [technique.DISABLE_TOOLS],
  }),
  defineTemplate({
    id: 'impersonation',
    name: 'Acting in the name of others',
    description: 'Somebody acts as another person, or is allowed to.',
    kind: 'ACTIVITY',
    severity: 'LOW',
    definition: {
      filter: { action: { in: ['user.impersonate', 'impersonation.grant'] }, outcome: DONE },
      title: '{actor} acts in the name of another in {app}',
    },
    mitre: [technique.VALID_ACCOUNTS],
  }),
  defineTemplate({
    id: 'support-access',
    name: "Vendor's support let in",
    description: "The vendor's own people are allowed into your data, or look at it.",
    kind: 'ACTIVITY',
    severity: 'LOW',
    definition: {
      filter: { action: { in: ['support.access'] }, outcome: DONE },
      title: "The vendor's support was let into {app}",
    },
    mitre: [technique.TRUSTED_RELATIONSHIP],
  }),
  defineTemplate({
    id: 'keys-created',
    name: 'Many keys or tokens created',
    description: 'One person makes five keys or tokens within an hour: ways back in that outlive his password.',
    kind: 'ACTIVITY',
    severity: 'MEDIUM',
    definition: {
      filter: { action: { in: ['key.create', 'token.create', 'oauth_token.create'] }, isAdmin: true, outcome: DONE },
      count: 5,
      windowSeconds: 3600,
      per: ['USER'],
      title: '{actor} made {count} keys or tokens in {app} within {minutes} minutes',
    },
    mitre: [technique.CLOUD_CREDENTIALS],
  }),
  defineTemplate({
    id: 'new-user-made-admin',
    name: 'New login made an administrator',
    description: 'One person makes a login and within ten minutes gives rights: a back door of his own.',
    kind: 'ACTIVITY',
    severity: 'MEDIUM',
    definition: {
      filter: { action: { in: ['user.create', 'org.add_member'] }, outcome: DONE },
      count: 1,
      windowSeconds: 600,
      per: ['USER', 'APP'],
      followedBy: { action: { in: ['role.grant', 'group.grant_role'] }, outcome: DONE },
      title: '{actor} made a login in {app} and gave rights within {minutes} minutes',
    },
    mitre: [technique.CREATE_CLOUD_ACCOUNT, technique.CLOUD_ROLES],
  }),
  defineTemplate({
    id: 'trusted-network-changed',
    name: 'Trusted networks or domains changed',
    description: 'Where people may sign in from, or which other domains and sites are trusted, is changed.',
    kind: 'ACTIVITY',
    severity: 'MEDIUM',
    definition: {
      filter: {
        action: {
          in: [
            'network_zone.create',
            'network_zone.update',
            'network_zone.disable',
            'network_zone.delete',
            'trusted_origin.create',
            'trusted_domain.create',
            'domain.create',
          ],
        },
        outcome: DONE,
      },
      title: '{actor} changed which networks or domains {app} trusts',
    },
    mitre: [technique.TRUST_MODIFICATION, technique.DISABLE_FIREWALL],
  }),
]
