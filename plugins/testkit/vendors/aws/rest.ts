import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import type { AwsAccount } from './account.ts'
import { jsonAnswer, jsonError, restAnswer, restError } from './answers.ts'

/** GuardDuty in one region, where there is at most one detector. */
export function answerGuardDuty(
  { settings, created }: AwsAccount,
  region: string,
  { path }: VendorRequest,
): VendorAnswer {
  const status = settings.regional[region]?.detector ?? null
  const id = '12abc34d567e8fa901bc2d34e56789f0'
  if (path === '/detector') return restAnswer({ detectorIds: status ? [id] : [] })
  if (status && path === `/detector/${id}`)
    return restAnswer({
      createdAt: created,
      findingPublishingFrequency: 'SIX_HOURS',
      serviceRole: 'arn:aws:iam::aws:role/guardduty',
      status,
    })
  return restError(
    400,
    'BadRequestException',
    'The request is rejected because the input detectorId is not owned by the current account.',
  )
}

/** IAM Access Analyzer in one region. */
export function answerAccessAnalyzer(account: AwsAccount, region: string, { path }: VendorRequest): VendorAnswer {
  if (path !== '/analyzer') return restError(404, 'ResourceNotFoundException', 'Not found.')
  const status = account.settings.regional[region]?.analyzer
  const analyzer = {
    arn: `arn:aws:access-analyzer:${region}:${account.accountId}:analyzer/external`,
    name: 'external',
    type: 'ACCOUNT',
    createdAt: account.created,
    status,
  }
  return restAnswer({ analyzers: status ? [analyzer] : [] })
}

/** Security Hub in one region. */
export function answerSecurityHub(account: AwsAccount, region: string, { path }: VendorRequest): VendorAnswer {
  if (path !== '/accounts') return restError(404, 'ResourceNotFoundException', 'Not found.')
  if (!account.settings.regional[region]?.hub)
    return restError(
      401,
      'InvalidAccessException',
      `Account ${account.accountId} is not subscribed to AWS Security Hub`,
    )
  return restAnswer({
    HubArn: `arn:aws:securityhub:${region}:${account.accountId}:hub/default`,
    SubscribedAt: account.created,
    AutoEnableControls: true,
  })
}

/** AWS Config in one region. */
export function answerConfig({ settings }: AwsAccount, region: string, operation: string): VendorAnswer {
  if (operation !== 'DescribeConfigurationRecorderStatus')
    return jsonError('UnknownOperationException', `Unknown operation ${operation}.`)
  const recorder = settings.regional[region]?.recorder
  return jsonAnswer({ ConfigurationRecordersStatus: recorder ? [{ name: 'default', ...recorder }] : [] })
}
