import { at } from '@casbah/sdk'
import { z } from 'zod'
import { allowsAll, statementsOf } from '../policy.ts'
import { listOf } from '../xml.ts'

/** What was read for each row of a list, the row beside it as far as it is needed. */
const ofEach = <P extends z.ZodRawShape, V extends z.ZodType>(parent: P, value: V) =>
  z.array(z.looseObject({ parent: z.looseObject(parent), value }))

const text = z.string().min(1)

/** What the regions listed, all of them together. An account has regions, so that there is always one. */
const ofRegions = ofEach({}, z.array(z.unknown()))
  .min(1)
  .transform(regions => regions.flatMap(({ value }) => value))

/** The ids of all networks, undefined among them where one is not told. Every network has a default security group, so the groups tell which there are. */
export const networks = ofRegions.transform(groups => [...new Set(groups.map(group => at(group, 'vpcId')))])

/** The ids of what keeps flow logs. */
export const loggedNetworks = ofRegions.transform(
  logs => new Set(logs.filter(log => at(log, 'flowLogStatus') === 'ACTIVE').map(log => at(log, 'resourceId'))),
)

/** Of each region whether GuardDuty is on; null where it does not tell. A region without a detector has it off. */
export const guardDutyStates = ofEach(
  { parent: z.looseObject({ regionName: text }), value: z.array(z.unknown()) },
  z.unknown(),
)
  .min(1)
  .transform(states =>
    states.map(({ parent, value }) => {
      const status = parent.value.length === 0 ? 'DISABLED' : at(value, 'status')
      return {
        name: parent.parent.regionName,
        isOn: status === 'DISABLED' ? false : status === 'ENABLED' ? true : null,
      }
    }),
  )

const DOCUMENT = 'GetPolicyVersionResponse.GetPolicyVersionResult.PolicyVersion.Document'

/** The policies that the customer wrote, and whether they allow everything; null where they cannot be read. */
export const policies = ofEach({ PolicyName: text }, z.unknown()).transform(versions =>
  versions.map(({ parent, value }) => {
    const statements = statementsOf(at(value, DOCUMENT))
    return { name: parent.PolicyName, isOpen: statements && statements.some(allowsAll) }
  }),
)

/** The bucket of each trail, and whether it lets strangers in; null where it does not tell. Without a policy it lets nobody in. */
export const trailBuckets = ofEach({ Name: z.string(), S3BucketName: text }, z.unknown()).transform(buckets =>
  buckets.map(({ parent, value }) => {
    const isPublic =
      at(value, 'body.Error.Code') === 'NoSuchBucketPolicy' ? 'false' : at(value, 'PolicyStatus.IsPublic')
    const isOpen = isPublic === 'true' ? true : isPublic === 'false' ? false : null
    return { name: parent.Name, resource: parent.S3BucketName, isOpen }
  }),
)

/** TLS certificates that lie in IAM, and when they end; null where that cannot be read. */
export const certificates = z.array(
  z
    .looseObject({ ServerCertificateName: text, Expiration: z.coerce.string() })
    .transform(({ ServerCertificateName: name, Expiration: end }) => {
      const ends = Date.parse(end)
      return { name, detail: `ends ${end}`, ends: Number.isNaN(ends) ? null : ends }
    }),
)

/** An IAM user with the names of the policies that hang on it alone, but that which denies everything: it is there to lock somebody out. */
export const userWithPolicies = z.looseObject({ UserName: z.string(), UserId: z.string() }).transform(user => {
  const policies = [...listOf(at(user, 'AttachedManagedPolicies')), ...listOf(at(user, 'UserPolicyList'))]
  const names = policies.map(policy => String(at(policy, 'PolicyName')))
  return { ...user, policies: names.filter(name => name !== 'AWSDenyAll') }
})

const SUMMARY = 'GetAccountSummaryResponse.GetAccountSummaryResult.SummaryMap'

/** What the summary of the account says of the root user: its second factors, 0 or 1, and its access keys. */
export const rootUser = z
  .unknown()
  .transform(answer => {
    const entries = listOf(at(answer, SUMMARY), 'entry').map(one => [String(at(one, 'key')), Number(at(one, 'value'))])
    const { AccountMFAEnabled: mfa, AccountAccessKeysPresent: keys } = Object.fromEntries(entries)
    return { mfa, keys }
  })
  .pipe(z.object({ mfa: z.number(), keys: z.number() }))

const FEATURES = 'ListOrganizationsFeaturesResponse.ListOrganizationsFeaturesResult'
const NOT_MANAGING = [
  'AccountNotManagementOrDelegatedAdministratorException',
  'OrganizationNotFoundException',
  'OrganizationNotInAllFeaturesModeException',
]

/** What the organisation manages centrally, be it nothing; null for an account that manages none. */
export const organizationFeatures = z
  .unknown()
  .transform(answer => {
    const code = String(at(answer, 'body.ErrorResponse.Error.Code'))
    if (NOT_MANAGING.includes(code)) return null
    const features = at(answer, `${FEATURES}.EnabledFeatures`)
    return code === 'ServiceAccessNotEnabledException' ? [] : features !== undefined ? listOf(features) : undefined
  })
  .pipe(z.array(z.unknown()).nullable())

/** Whether the root user's second factor is among the virtual ones: an authenticator app. */
export const isRootFactorVirtual = z
  .array(z.unknown())
  .transform(devices =>
    devices.some(device => String(at(device, 'SerialNumber')).endsWith(':mfa/root-account-mfa-device')),
  )
