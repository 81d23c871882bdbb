import type { VendorAnswer } from '../../replay/vendor.ts'
import type { AwsAccount } from './account.ts'
import { ec2Answer, ec2Error } from './answers.ts'
import type { AwsRegionSettings, AwsSecurityGroup } from './settings.ts'
import { items, type XmlValue } from './xml.ts'

const CODES = { pending: 0, running: 16, stopping: 64, stopped: 80 } as const

/** One operation of EC2 in one region. */
export function answerEc2(account: AwsAccount, region: string, form: URLSearchParams): VendorAnswer {
  const { settings, accountId, created } = account
  const own = settings.regional[region]
  const action = form.get('Action') ?? ''
  if (action === 'DescribeRegions') return regions(settings.enabledRegions, form)
  if (!own) return ec2Error(403, 'AuthFailure', 'AWS was not able to validate the provided access credentials')
  switch (action) {
    case 'GetEbsEncryptionByDefault':
      return ec2Answer(action, { ebsEncryptionByDefault: own.ebsEncryptionByDefault, sseType: 'sse-ebs' })
    case 'GetSnapshotBlockPublicAccessState':
      return ec2Answer(action, { state: own.snapshotSharing, managedBy: 'account' })
    case 'DescribeSecurityGroups':
      return ec2Answer(action, { securityGroupInfo: items(own.securityGroups.map(one => groupOf(accountId, one))) })
    case 'DescribeFlowLogs':
      return ec2Answer(action, {
        flowLogSet: items(
          own.flowLogs.map(resourceId => ({
            creationTime: created,
            deliverLogsStatus: 'SUCCESS',
            flowLogId: `fl-${resourceId.slice(4)}`,
            flowLogStatus: 'ACTIVE',
            resourceId,
            trafficType: 'ALL',
            logDestinationType: 's3',
          })),
        ),
      })
    // The cut of the model that describes EC2 has no operations of instances.
    case 'DescribeInstances':
    case 'StopInstances':
    case 'StartInstances':
      return { ...instances(account, region, own, form), undescribed: true }
    default:
      return ec2Error(400, 'InvalidAction', `The action ${action} is not valid for this web service.`)
  }
}

/** Regions that an account has only once it opted in; of all others it has every one. */
const OPT_IN = /^(af|il|me|mx)-|^(ap-east|ap-southeast-[3-7]|ap-south-2|ca-west|eu-central-2|eu-south)/

/** Those that are enabled, of them the ones asked for. */
function regions(enabled: string[], form: URLSearchParams): VendorAnswer {
  const wanted = [...form].filter(([name]) => name.startsWith('Filter.1.Value.')).map(([, value]) => value)
  const shown = form.get('Filter.1.Name') === 'region-name' ? enabled.filter(one => wanted.includes(one)) : enabled
  return ec2Answer('DescribeRegions', {
    regionInfo: items(
      shown.map(regionName => ({
        optInStatus: OPT_IN.test(regionName) ? 'opted-in' : 'opt-in-not-required',
        regionName,
        regionEndpoint: `ec2.${regionName}.amazonaws.com`,
      })),
    ),
  })
}

function groupOf(ownerId: string, { ingress, egress, ...group }: AwsSecurityGroup): XmlValue {
  return {
    ownerId,
    groupDescription: group.groupName,
    ...group,
    ipPermissions: items(
      ingress.map(({ ipProtocol, fromPort, toPort, cidrIp, cidrIpv6 }) => ({
        ipProtocol,
        fromPort,
        toPort,
        ipRanges: items(cidrIp === undefined ? [] : [{ cidrIp }]),
        ipv6Ranges: items(cidrIpv6 === undefined ? [] : [{ cidrIpv6 }]),
      })),
    ),
    ipPermissionsEgress: items(egress.map(({ ipProtocol, cidrIp }) => ({ ipProtocol, ipRanges: items([{ cidrIp }]) }))),
  }
}

/** Stopping takes effect at once; only the word for it does not say so yet. */
function instances(account: AwsAccount, region: string, own: AwsRegionSettings, form: URLSearchParams): VendorAnswer {
  const action = form.get('Action') ?? ''
  const id = form.get('InstanceId.1') ?? ''
  const state = own.instances[id]
  if (!state) return ec2Error(400, 'InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`)
  const shown = (name: keyof typeof CODES) => ({ code: CODES[name], name })
  if (action === 'DescribeInstances') {
    const instance = { instanceId: id, instanceState: shown(state) }
    return ec2Answer(action, { reservationSet: items([{ instancesSet: items([instance]) }]) })
  }
  const next = action === 'StopInstances' ? 'stopped' : 'running'
  own.instances[id] = next
  account.record('ec2.amazonaws.com', action, { instancesSet: { items: [{ instanceId: id }] } }, region)
  return ec2Answer(action, {
    instancesSet: items([{ instanceId: id, currentState: shown(next), previousState: shown(state) }]),
  })
}
