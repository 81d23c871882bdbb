import type { AwsAccount } from './account.ts'
import { existing, userArn } from './account.ts'

const COLUMNS = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_1_last_used_date',
  'access_key_1_last_used_region',
  'access_key_1_last_used_service',
  'access_key_2_active',
  'access_key_2_last_rotated',
  'access_key_2_last_used_date',
  'access_key_2_last_used_region',
  'access_key_2_last_used_service',
  'cert_1_active',
  'cert_1_last_rotated',
  'cert_2_active',
  'cert_2_last_rotated',
]

/** The credential report as CSV: the root user first, then every user. */
export function credentialReport(account: AwsAccount): string {
  const { accountId, created, settings } = account
  const rootMfa = settings.accountSummary.AccountMFAEnabled === 1
  const rootKeys = (settings.accountSummary.AccountAccessKeysPresent ?? 0) > 0
  const noKey = ['false', 'N/A', 'N/A', 'N/A', 'N/A']
  const noCertificates = ['false', 'N/A', 'false', 'N/A']
  const lines = [
    COLUMNS,
    [
      '<root_account>',
      `arn:aws:iam::${accountId}:root`,
      created,
      'not_supported',
      settings.passwordLastUsed['<root_account>'] ?? 'no_information',
      'not_supported',
      'not_supported',
      String(rootMfa),
      ...(rootKeys ? ['true', created, 'N/A', 'N/A', 'N/A'] : noKey),
      ...noKey,
      ...noCertificates,
    ],
    ...existing(account).map(({ login, status, mfa }) => {
      const keys = settings.accessKeys
        .filter(({ UserName }) => UserName === login)
        .map(key => {
          const used = key.LastUsedDate ? [key.LastUsedDate, 'us-east-1', 'sts'] : ['N/A', 'N/A', 'N/A']
          return [String(key.Status === 'Active'), key.CreateDate, ...used]
        })
      return [
        login,
        userArn(accountId, login),
        created,
        String(hasPassword(settings, login, status)),
        hasPassword(settings, login, status)
          ? (settings.passwordLastUsed[login] ?? new Date(account.now() - 3 * 86_400_000).toISOString())
          : 'N/A',
        created,
        'N/A',
        String(mfa),
        ...(keys[0] ?? noKey),
        ...(keys[1] ?? noKey),
        ...noCertificates,
      ]
    }),
  ]
  return lines.map(line => line.join(',')).join('\n')
}

const hasPassword = ({ withoutPassword }: AwsAccount['settings'], login: string, status: string) =>
  status === 'ACTIVE' && !withoutPassword.includes(login)
