import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import type { Person } from '../people.ts'
import { UPPER } from '../random.ts'
import type { Random } from '../random.ts'
import type { World } from '../world.ts'
import { awsAccount } from './account.ts'
import type { AwsRole } from './account.ts'

/** Who calls: `userIdentity` of a CloudTrail record. */
export type AwsIdentity = Record<string, unknown>

/** One call to AWS. */
export interface AwsCall {
  world: World
  random: Random
  identity: AwsIdentity
  time: number
  region: string
  /** Address, or an AWS service's host name. */
  source: string
  userAgent: string
}

interface What {
  /** Such as `ec2`; `.amazonaws.com` is added. */
  service: string
  name: string
  readOnly?: boolean
  parameters?: Record<string, unknown> | null
  response?: Record<string, unknown> | null
  /** Fields of the record besides or instead of the usual. */
  record?: Record<string, unknown>
}

/** Services whose log is that of the first region, wherever they are called from. */
const GLOBAL = new Set(['iam', 'signin', 'organizations'])

/** A CloudTrail record. Times are whole seconds, as the vendor writes them. */
export function awsRow(call: AwsCall, what: What): Emission {
  const { world, random } = call
  const { accountId, regions } = awsAccount(world)
  const region = GLOBAL.has(what.service) ? regions[0] : call.region
  const time = Math.floor(call.time / 1000) * 1000
  const source = `${what.service}.amazonaws.com`
  const row = {
    eventVersion: '1.11',
    userIdentity: call.identity,
    eventTime: awsTime(time),
    eventSource: source,
    eventName: what.name,
    awsRegion: region,
    sourceIPAddress: call.source,
    userAgent: call.userAgent,
    requestParameters: what.parameters ?? null,
    responseElements: what.response ?? null,
    requestID: random.uuid(),
    eventID: random.uuid(),
    readOnly: what.readOnly ?? true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: accountId,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: `${what.service}.${region}.amazonaws.com`,
    },
    ...what.record,
  }
  return { vendor: 'aws', partition: region, time, row }
}

/** RFC 3339 without fraction. */
export const awsTime = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`

/** Somebody with the long-lived key of an IAM user, at the command line. */
export function withKey({ world, random, person, spot, time }: Moment, region: string): AwsCall {
  const { accountId, logins } = awsAccount(world)
  const { id, accessKeyId } = logins.of(person)
  return {
    world,
    random,
    time,
    region,
    source: spot.network.ip,
    userAgent: spot.device.cliAgent,
    identity: {
      type: 'IAMUser',
      principalId: id,
      arn: `arn:aws:iam::${accountId}:user/${person.email}`,
      accountId,
      accessKeyId,
      userName: person.email,
    },
  }
}

/** The same person in a role by single sign-on, in the browser, at the session's beginning. */
export function withRole(moment: Moment, region: string): AwsCall {
  const { world, random, person, spot, time } = moment
  const { role } = awsAccount(world).logins.of(person)
  return {
    ...withKey(moment, region),
    userAgent: spot.device.userAgent,
    identity: roleIdentity(world, random, role, person.email, time),
  }
}

/** `userIdentity` of a session in one of the company's roles. */
export function roleIdentity(world: World, random: Random, role: AwsRole, session: string, since: number): AwsIdentity {
  const { accountId, roles } = awsAccount(world)
  const { id, name } = roles[role]
  return {
    type: 'AssumedRole',
    principalId: `${id}:${session}`,
    arn: `arn:aws:sts::${accountId}:assumed-role/${name}/${session}`,
    accountId,
    accessKeyId: `ASIA${random.text(16, UPPER)}`,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: id,
        arn: `arn:aws:iam::${accountId}:role/${name}`,
        accountId,
        userName: name,
      },
      attributes: { creationDate: awsTime(since), mfaAuthenticated: 'false' },
    },
  }
}

/** What single sign-on leaves in the log: the role is taken with a SAML assertion, then the console opens. */
export function consoleSignIn(call: AwsCall, person: Person): Emission[] {
  const { world, time } = call
  const { accountId, roles, logins } = awsAccount(world)
  const role = roles[logins.of(person).role]
  const provider = `arn:aws:iam::${accountId}:saml-provider/okta`
  return [
    awsRow(
      {
        ...call,
        identity: {
          type: 'SAMLUser',
          principalId: `${provider}:${person.email}`,
          userName: person.email,
          identityProvider: provider,
        },
      },
      {
        service: 'sts',
        name: 'AssumeRoleWithSAML',
        parameters: {
          sAMLAssertionID: `_${call.random.uuid()}`,
          roleSessionName: person.email,
          durationSeconds: 28_800,
          roleArn: `arn:aws:iam::${accountId}:role/${role.name}`,
          principalArn: provider,
        },
      },
    ),
    awsRow(
      { ...call, time: time + 1000 },
      {
        service: 'signin',
        name: 'ConsoleLogin',
        readOnly: false,
        response: { ConsoleLogin: 'Success' },
        record: {
          eventType: 'AwsConsoleSignIn',
          // Signing in is no API call: the vendor gives it no request id.
          requestID: undefined,
          additionalEventData: { MobileVersion: 'No', MFAUsed: 'No' },
        },
      },
    ),
  ]
}
