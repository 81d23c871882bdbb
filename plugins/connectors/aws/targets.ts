import { at, type TargetDraft } from '@casbah/sdk'
import type { CloudTrailRecord } from './record.ts'

/** Parameters that name what was acted on; several may be there, the first is the one most meant. */
const PARAMETERS: readonly (readonly [path: string, kind: string])[] = [
  ['userName', 'user'],
  ['roleName', 'role'],
  ['roleArn', 'role'],
  ['groupName', 'group'],
  ['policyArn', 'policy'],
  ['policyName', 'policy'],
  ['accessKeyId', 'key'],
  ['serialNumber', 'mfa_factor'],
  ['sAMLProviderArn', 'identity_provider'],
  ['instanceProfileName', 'instance_profile'],
  ['instanceId', 'vm'],
  ['instancesSet.items.0.instanceId', 'vm'],
  ['groupId', 'security_group'],
  ['networkAclId', 'network_acl'],
  ['routeTableId', 'route_table'],
  ['vpcId', 'network'],
  ['snapshotId', 'snapshot'],
  ['volumeId', 'volume'],
  ['imageId', 'image'],
  ['bucketName', 'bucket'],
  ['key', 'file'],
  ['secretId', 'secret'],
  ['keyId', 'key'],
  ['functionName', 'function'],
  ['dBInstanceIdentifier', 'database'],
  ['dBClusterIdentifier', 'database'],
  ['dBSnapshotIdentifier', 'snapshot'],
  ['tableName', 'table'],
  ['trailName', 'trail'],
  ['detectorId', 'detector'],
  ['configurationRecorderName', 'recorder'],
  ['documentName', 'document'],
  ['clusterName', 'cluster'],
  ['repositoryName', 'repository'],
  ['topicArn', 'topic'],
  ['queueUrl', 'queue'],
  ['identity', 'mail_identity'],
  ['logGroupName', 'log_group'],
  ['modelId', 'model'],
  ['guardrailIdentifier', 'policy'],
  ['target', 'vm'],
  ['subnetId', 'network'],
  ['networkInterfaceId', 'network_interface'],
  ['internetGatewayId', 'gateway'],
  ['dBSecurityGroupName', 'security_group'],
  ['dBClusterSnapshotIdentifier', 'snapshot'],
  ['domainName', 'domain'],
  ['vaultName', 'vault'],
  ['autoScalingGroupName', 'vm_group'],
  ['targetId', 'account'],
  ['principalId', 'user'],
  ['principalArn', 'role'],
  ['trustAnchorId', 'identity_provider'],
  ['profileId', 'identity_provider'],
  ['resourcesSet.items.0.resourceId', 'resource'],
  ['resourceId', 'resource'],
  ['resourceArn', 'resource'],
]

/** What is made gets its id from AWS, so it stands in the answer alone. */
const MADE: readonly (readonly [path: string, kind: string])[] = [
  ['instancesSet.items.0.instanceId', 'vm'],
  ['accessKey.accessKeyId', 'key'],
  ['groupId', 'security_group'],
  ['vpc.vpcId', 'network'],
  ['volumeId', 'volume'],
  ['snapshotId', 'snapshot'],
]

const LIMIT = 10

/** What it was done to: the parameters that name something, then the resources that CloudTrail itself lists. */
export function targetsOf({
  requestParameters,
  responseElements,
  resources,
  eventSource,
  eventName,
}: CloudTrailRecord): TargetDraft[] {
  const found = new Map<string, TargetDraft>()
  const add = (kind: string, id: unknown) => {
    if (typeof id !== 'string' || id === '' || found.has(id)) return
    const name = id.startsWith('arn:') ? id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1) : id
    found.set(id, { kind, id, name })
  }
  if (eventSource === 'cloudtrail.amazonaws.com' && /Trail$|Logging$/.test(eventName))
    add('trail', at(requestParameters, 'name'))
  for (const [path, kind] of PARAMETERS) add(kind, at(requestParameters, path))
  for (const [path, kind] of MADE) add(kind, at(responseElements, path))
  for (const { ARN, type } of resources ?? []) add(kindOf(type), ARN)
  return [...found.values()].slice(0, LIMIT)
}

/** `AWS::S3::Object` is an object of S3: `s3_object`. */
function kindOf(type: string | null | undefined): string {
  return (type ?? 'resource')
    .replace(/^AWS::/, '')
    .replaceAll('::', '_')
    .toLowerCase()
}
