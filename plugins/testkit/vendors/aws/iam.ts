import { createHash } from 'node:crypto'
import type { VendorAccount, VendorAnswer } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import { existing, userArn, userId } from './account.ts'
import type { AwsAccount } from './account.ts'
import { queryAnswer, queryError } from './answers.ts'
import { credentialReport } from './credential-report.ts'
import type { AwsRoleDetail } from './settings.ts'
import { XmlMap } from './xml.ts'
import type { XmlValue } from './xml.ts'

const SOURCE = 'iam.amazonaws.com'
const REPORT_VALID_MS = 4 * 3_600_000

type Operation = (account: AwsAccount, form: URLSearchParams) => VendorAnswer

/** What the emulated IAM understands, by action. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  ListUsers: (account, form) =>
    page(
      form,
      'ListUsers',
      'Users',
      existing(account).map(user => userOf(account, user)),
    ),

  GetUser: (account, form) =>
    withUser(account, form, user => queryAnswer('iam', 'GetUser', { User: userOf(account, user) })),

  GetAccountAuthorizationDetails: (account, form) =>
    form.get('Filter.member.1') === 'Role'
      ? page(
          form,
          'GetAccountAuthorizationDetails',
          'RoleDetailList',
          account.settings.roles.map(role => roleOf(account, role)),
        )
      : page(
          form,
          'GetAccountAuthorizationDetails',
          'UserDetailList',
          existing(account).map(user => ({
            ...userOf(account, user),
            GroupList: user.groups,
            AttachedManagedPolicies: attached(account, user.login),
            UserPolicyList: (account.settings.inlinePolicies[user.login] ?? []).map(PolicyName => ({ PolicyName })),
          })),
        ),

  ListGroups: (account, form) => page(form, 'ListGroups', 'Groups', groupsOf(account)),

  ListGroupsForUser: (account, form) =>
    withUser(account, form, ({ groups }) =>
      page(
        form,
        'ListGroupsForUser',
        'Groups',
        groups.map(name => groupOf(account, name)),
      ),
    ),

  ListMFADevices: (account, form) =>
    withUser(account, form, ({ login, mfa }) =>
      page(
        form,
        'ListMFADevices',
        'MFADevices',
        mfa
          ? [
              {
                UserName: login,
                SerialNumber: `arn:aws:iam::${account.accountId}:mfa/${login}`,
                EnableDate: account.created,
              },
            ]
          : [],
      ),
    ),

  ListPolicies: (account, form) =>
    page(
      form,
      'ListPolicies',
      'Policies',
      account.settings.ownPolicies.map(({ PolicyName }) => ({
        PolicyName,
        PolicyId: idOf('ANPA', PolicyName),
        Arn: policyArn(account, PolicyName),
        Path: '/',
        DefaultVersionId: 'v1',
        AttachmentCount: 1,
        IsAttachable: true,
        CreateDate: account.created,
      })),
    ),

  GetPolicyVersion: (account, form) => {
    const arn = form.get('PolicyArn')
    const policy = account.settings.ownPolicies.find(({ PolicyName }) => policyArn(account, PolicyName) === arn)
    if (!policy || form.get('VersionId') !== 'v1') return noSuchEntity(`Policy ${arn} version not found.`)
    return queryAnswer('iam', 'GetPolicyVersion', {
      PolicyVersion: {
        // Documents come encoded as part of an address.
        Document: encodeURIComponent(JSON.stringify(policy.document)),
        VersionId: 'v1',
        IsDefaultVersion: true,
        CreateDate: account.created,
      },
    })
  },

  ListEntitiesForPolicy: (account, form) => {
    const { settings } = account
    const arn = form.get('PolicyArn') ?? ''
    return queryAnswer('iam', 'ListEntitiesForPolicy', {
      PolicyGroups: Object.entries(settings.groupPolicies)
        .filter(([, policies]) => policies.includes(arn))
        .map(([GroupName]) => ({ GroupName, GroupId: idOf('AGPA', GroupName) })),
      PolicyUsers: existing(account)
        .filter(({ login }) => settings.attachedPolicies[login]?.includes(arn))
        .map(user => ({ UserName: user.login, UserId: userId(user) })),
      PolicyRoles: settings.roles
        .filter(({ attached: policies }) => policies.includes(arn))
        .map(({ RoleName, RoleId }) => ({ RoleName, RoleId })),
      IsTruncated: false,
    })
  },

  ListServerCertificates: (account, form) =>
    page(
      form,
      'ListServerCertificates',
      'ServerCertificateMetadataList',
      account.settings.certificates.map(({ ServerCertificateName, Expiration }) => ({
        Path: '/',
        ServerCertificateName,
        ServerCertificateId: idOf('ASCA', ServerCertificateName),
        Arn: `arn:aws:iam::${account.accountId}:server-certificate/${ServerCertificateName}`,
        UploadDate: account.created,
        Expiration,
      })),
    ),

  ListOrganizationsFeatures: ({ settings }) =>
    settings.organizationFeatures
      ? queryAnswer('iam', 'ListOrganizationsFeatures', {
          OrganizationId: 'o-a1b2c3d4e5',
          EnabledFeatures: settings.organizationFeatures,
        })
      : queryError(400, 'OrganizationNotFoundException', 'The account is not a member of an organization.'),

  GetLoginProfile: (account, form) =>
    withPassword(account, form, ({ login }) =>
      queryAnswer('iam', 'GetLoginProfile', {
        LoginProfile: { UserName: login, CreateDate: account.created, PasswordResetRequired: false },
      }),
    ),

  DeleteLoginProfile: (account, form) =>
    withPassword(account, form, ({ login }) => {
      account.settings.withoutPassword.push(login)
      account.record(SOURCE, 'DeleteLoginProfile', { userName: login })
      return queryAnswer('iam', 'DeleteLoginProfile')
    }),

  PutRolePolicy: (account, form) =>
    withRole(account, form, role => {
      const [policyName, policyDocument] = [form.get('PolicyName') ?? '', form.get('PolicyDocument') ?? '']
      try {
        JSON.parse(policyDocument)
      } catch {
        return queryError(400, 'MalformedPolicyDocument', 'Syntax errors in policy.')
      }
      role.inline[policyName] = policyDocument
      account.record(SOURCE, 'PutRolePolicy', { roleName: role.RoleName, policyName, policyDocument })
      return queryAnswer('iam', 'PutRolePolicy')
    }),

  DeleteRolePolicy: (account, form) =>
    withRole(account, form, role => {
      const policyName = form.get('PolicyName') ?? ''
      if (!(policyName in role.inline)) return noSuchEntity(`The role policy with name ${policyName} cannot be found.`)
      delete role.inline[policyName]
      account.record(SOURCE, 'DeleteRolePolicy', { roleName: role.RoleName, policyName })
      return queryAnswer('iam', 'DeleteRolePolicy')
    }),

  // The cut of the model that describes IAM lacks this one.
  GetRolePolicy: (account, form) => {
    const answer = withRole(account, form, ({ RoleName, inline }) => {
      const name = form.get('PolicyName') ?? ''
      const document = inline[name]
      if (document === undefined) return noSuchEntity(`The role policy with name ${name} cannot be found.`)
      return queryAnswer('iam', 'GetRolePolicy', {
        RoleName,
        PolicyName: name,
        PolicyDocument: encodeURIComponent(document),
      })
    })
    return { ...answer, undescribed: true }
  },

  ListVirtualMFADevices: (account, form) =>
    page(form, 'ListVirtualMFADevices', 'VirtualMFADevices', [
      ...(account.settings.isRootFactorVirtual
        ? [
            {
              SerialNumber: `arn:aws:iam::${account.accountId}:mfa/root-account-mfa-device`,
              EnableDate: account.created,
            },
          ]
        : []),
      ...existing(account)
        .filter(({ mfa }) => mfa)
        .map(user => ({
          SerialNumber: `arn:aws:iam::${account.accountId}:mfa/${user.login}`,
          User: userOf(account, user),
          EnableDate: account.created,
        })),
    ]),

  ListAccessKeys: (account, form) =>
    withUser(account, form, ({ login }) =>
      page(
        form,
        'ListAccessKeys',
        'AccessKeyMetadata',
        account.settings.accessKeys
          .filter(({ UserName }) => UserName === login)
          .map(({ UserName, AccessKeyId, Status, CreateDate }) => ({ UserName, AccessKeyId, Status, CreateDate })),
      ),
    ),

  UpdateAccessKey: (account, form) => {
    const [id, status, user] = [form.get('AccessKeyId'), form.get('Status'), form.get('UserName')]
    const key = account.settings.accessKeys.find(
      ({ AccessKeyId, UserName }) => AccessKeyId === id && (user === null || UserName === user),
    )
    if (!key) return noSuchEntity(`The Access Key with id ${id} cannot be found.`)
    if (status !== 'Active' && status !== 'Inactive') return invalidInput('Status must be Active or Inactive.')
    key.Status = status
    account.record(SOURCE, 'UpdateAccessKey', { userName: key.UserName, accessKeyId: key.AccessKeyId, status })
    return queryAnswer('iam', 'UpdateAccessKey')
  },

  ListAttachedUserPolicies: (account, form) =>
    withUser(account, form, ({ login }) =>
      page(form, 'ListAttachedUserPolicies', 'AttachedPolicies', attached(account, login)),
    ),

  AttachUserPolicy: (account, form) =>
    withUser(account, form, ({ login }) => {
      const policyArn = form.get('PolicyArn') ?? ''
      if (!policyArn.startsWith('arn:aws:iam::')) return invalidInput('ARN is not valid.')
      const policies = (account.settings.attachedPolicies[login] ??= [])
      if (!policies.includes(policyArn)) policies.push(policyArn)
      account.record(SOURCE, 'AttachUserPolicy', { userName: login, policyArn })
      return queryAnswer('iam', 'AttachUserPolicy')
    }),

  DetachUserPolicy: (account, form) =>
    withUser(account, form, ({ login }) => {
      const policyArn = form.get('PolicyArn') ?? ''
      const policies = account.settings.attachedPolicies[login] ?? []
      if (!policies.includes(policyArn)) return noSuchEntity(`Policy ${policyArn} was not found.`)
      account.settings.attachedPolicies[login] = policies.filter(other => other !== policyArn)
      account.record(SOURCE, 'DetachUserPolicy', { userName: login, policyArn })
      return queryAnswer('iam', 'DetachUserPolicy')
    }),

  GetAccountSummary: account =>
    queryAnswer('iam', 'GetAccountSummary', {
      SummaryMap: new XmlMap({ Users: existing(account).length, ...account.settings.accountSummary }),
    }),

  GetAccountPasswordPolicy: ({ settings, accountId }) =>
    settings.passwordPolicy
      ? queryAnswer('iam', 'GetAccountPasswordPolicy', { PasswordPolicy: settings.passwordPolicy })
      : noSuchEntity(`The Password Policy with domain name ${accountId} cannot be found.`),

  GenerateCredentialReport: account => {
    const fresh = account.now() - account.reportAt < REPORT_VALID_MS
    if (!fresh) account.reportAt = account.now()
    return queryAnswer('iam', 'GenerateCredentialReport', { State: fresh ? 'COMPLETE' : 'STARTED' })
  },

  GetCredentialReport: account => {
    if (account.now() - account.reportAt >= REPORT_VALID_MS) {
      return queryError(410, 'ReportExpired', 'The most recent credential report has expired.')
    }
    return queryAnswer('iam', 'GetCredentialReport', {
      Content: Buffer.from(credentialReport(account)).toString('base64'),
      ReportFormat: 'text/csv',
      GeneratedTime: new Date(account.reportAt).toISOString(),
    })
  },
}

/** POST https://iam.amazonaws.com/ in the query protocol. */
export function answerIam(account: AwsAccount, form: URLSearchParams): VendorAnswer {
  const operation = OPERATIONS[form.get('Action') ?? '']
  if (!operation) return queryError(400, 'InvalidAction', `Could not find operation ${form.get('Action')}.`)
  return operation(account, form)
}

function userOf({ accountId, created }: AwsAccount, user: VendorAccount): { [name: string]: XmlValue } {
  return {
    Path: '/',
    UserName: user.login,
    UserId: userId(user),
    Arn: userArn(accountId, user.login),
    CreateDate: created,
  }
}

const attached = ({ settings }: AwsAccount, login: string) => managed(settings.attachedPolicies[login] ?? [])

function managed(arns: string[]): { PolicyName: string; PolicyArn: string }[] {
  return arns.map(arn => ({ PolicyName: arn.slice(arn.lastIndexOf('/') + 1), PolicyArn: arn }))
}

function roleOf({ accountId, created }: AwsAccount, role: AwsRoleDetail): XmlValue {
  return {
    Path: '/',
    RoleName: role.RoleName,
    RoleId: role.RoleId,
    Arn: `arn:aws:iam::${accountId}:role/${role.RoleName}`,
    CreateDate: created,
    AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(role.trust)),
    RolePolicyList: Object.entries(role.inline).map(([PolicyName, document]) => ({
      PolicyName,
      PolicyDocument: encodeURIComponent(document),
    })),
    AttachedManagedPolicies: managed(role.attached),
    RoleLastUsed: role.lastUsed ? { LastUsedDate: role.lastUsed, Region: 'us-east-1' } : {},
  }
}

function groupOf({ accountId, created }: AwsAccount, GroupName: string): XmlValue {
  return {
    Path: '/',
    GroupName,
    GroupId: idOf('AGPA', GroupName),
    Arn: `arn:aws:iam::${accountId}:group/${GroupName}`,
    CreateDate: created,
  }
}

const groupsOf = (account: AwsAccount) =>
  [...new Set(existing(account).flatMap(({ groups }) => groups))].sort().map(name => groupOf(account, name))

const policyArn = ({ accountId }: AwsAccount, name: string) => `arn:aws:iam::${accountId}:policy/${name}`

/** The kind's prefix and letters that follow from the name. */
const idOf = (prefix: string, name: string) =>
  `${prefix}${createHash('sha256').update(name).digest('hex').slice(0, 17).toUpperCase()}`

function page(form: URLSearchParams, action: string, field: string, rows: XmlValue[]): VendorAnswer {
  const size = Number(form.get('MaxItems') ?? 100)
  if (!Number.isInteger(size) || size < 1 || size > 1_000) return invalidInput('MaxItems must be from 1 to 1000.')
  const marker = form.get('Marker')
  const offset = marker === null ? 0 : openCursor<number>(marker)
  if (typeof offset !== 'number') return invalidInput('Invalid Marker.')
  const more = offset + size < rows.length
  return queryAnswer('iam', action, {
    IsTruncated: more,
    [field]: rows.slice(offset, offset + size),
    Marker: more ? sealCursor(offset + size) : undefined,
  })
}

function withUser(
  account: AwsAccount,
  form: URLSearchParams,
  use: (user: VendorAccount) => VendorAnswer,
): VendorAnswer {
  const name = form.get('UserName')
  const user = existing(account).find(({ login }) => login === name)
  return user ? use(user) : noSuchEntity(`The user with name ${name} cannot be found.`)
}

function withPassword(
  account: AwsAccount,
  form: URLSearchParams,
  use: (user: VendorAccount) => VendorAnswer,
): VendorAnswer {
  return withUser(account, form, user =>
    account.settings.withoutPassword.includes(user.login)
      ? noSuchEntity(`Login Profile for User ${user.login} cannot be found.`)
      : use(user),
  )
}

function withRole(
  { settings }: AwsAccount,
  form: URLSearchParams,
  use: (role: AwsRoleDetail) => VendorAnswer,
): VendorAnswer {
  const name = form.get('RoleName')
  const role = settings.roles.find(({ RoleName }) => RoleName === name)
  return role ? use(role) : noSuchEntity(`The role with name ${name} cannot be found.`)
}

const noSuchEntity = (message: string) => queryError(404, 'NoSuchEntity', message)
const invalidInput = (message: string) => queryError(400, 'ValidationError', message)
