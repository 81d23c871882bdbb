import type { VendorAccount, VendorAnswer } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import { existing, userArn, userId } from './account.ts'
import type { AwsAccount } from './account.ts'
import { queryAnswer, queryError } from './answers.ts'
import { credentialReport } from './credential-report.ts'
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
    page(
      form,
      'GetAccountAuthorizationDetails',
      'UserDetailList',
      existing(account).map(user => ({
        ...userOf(account, user),
        GroupList: user.groups,
        AttachedManagedPolicies: attached(account, user.login),
      })),
    ),

  ListVirtualMFADevices: (account, form) =>
    page(
      form,
      'ListVirtualMFADevices',
      'VirtualMFADevices',
      existing(account)
        .filter(({ mfa }) => mfa)
        .map(user => ({
          SerialNumber: `arn:aws:iam::${account.accountId}:mfa/${user.login}`,
          User: userOf(account, user),
          EnableDate: account.created,
        })),
    ),

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

function attached({ settings }: AwsAccount, login: string): { PolicyName: string; PolicyArn: string }[] {
  return (settings.attachedPolicies[login] ?? []).map(arn => ({
    PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
    PolicyArn: arn,
  }))
}

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

const noSuchEntity = (message: string) => queryError(404, 'NoSuchEntity', message)
const invalidInput = (message: string) => queryError(400, 'ValidationError', message)
