import { defineTemplate } from './define-template.ts'
import * as technique from './techniques.ts'

const DONE = ['SUCCESS', 'UNKNOWN']
type Severity = 'INFORMATIONAL' | 'LOW' | 'MEDIUM' | 'HIGH'
type Techniques = (typeof technique.CLOUD_STORAGE)[]

const ROOT_RULE = `
title: AWS root user used
id: 5a1c6a0e-5d3b-4d0f-9a52-0c3a7b0f1e11
status: stable
description: The root user of an AWS account acts by himself.
author: Casbah
references:
  - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html
tags: [attack.initial-access, attack.t1078.004]
logsource: { product: aws, service: cloudtrail }
detection:
  root:
    userIdentity.type: Root
  by_service:
    userIdentity.invokedBy|exists: true
  service_event:
    eventType: AwsServiceEvent
  condition: root and not by_service and not service_event
level: high
`.trimStart()

/** Changes to clouds: Amazon Web Services, Azure, Google Cloud. */
export const CLOUD_TEMPLATES = [
  defineTemplate({
    id: 'aws-root',
    name: 'AWS root user used',
    description:
      'The root user of an AWS account acts. Nobody should need it: nothing limits it, and many can hold its password.',
    kind: 'SIGMA',
    severity: 'HIGH',
    definition: { sigma: ROOT_RULE },
    author: 'Casbah',
    mitre: [technique.CLOUD_ACCOUNTS],
    connector: 'aws',
  }),
  aws(
    'aws-console-failures',
    'AWS console sign-in failures',
    'LOW',
    [technique.BRUTE_FORCE],
    { vendorAction: { in: ['signin:ConsoleLogin'] }, outcome: ['FAILURE'] },
    'Five sign-ins to the AWS console fail from one address within ten minutes.',
    { count: 5, windowSeconds: 600, per: ['IP'] },
  ),
  aws(
    'aws-instance-changes',
    'EC2 instances changed',
    'INFORMATIONAL',
    [technique.MODIFY_COMPUTE],
    {
      action: { in: ['vm.create', 'vm.update', 'vm.delete', 'vm.stop', 'vm.start', 'vm.restart'] },
      vendorAction: { startsWith: 'ec2:' },
    },
    'An EC2 instance is made, changed, started, stopped or ended.',
  ),
  aws(
    'aws-iam-changes',
    'IAM policies changed',
    'MEDIUM',
    [technique.CLOUD_ROLES],
    {
      or: [
        {
          vendorAction: { startsWith: 'iam:' },
          action: {
            in: [
              'role.grant',
              'role.revoke',
              'role.update',
              'role.update_trust',
              'role.create',
              'role.delete',
              'policy.create',
              'policy.update',
              'policy.delete',
            ],
          },
        },
        { vendorAction: { startsWith: 'sso:' }, action: { in: ['role.grant', 'role.revoke'] } },
      ],
    },
    'Who may do what in AWS is changed.',
  ),
  aws(
    'aws-risky-sign-in',
    'AWS sign-in from a risky address',
    'HIGH',
    [technique.CLOUD_ACCOUNTS],
    { action: { in: ['user.login', 'role.assume'] }, ip: { tag: ['RISKY', 'PROXY', 'TOR'] } },
    'Somebody signs in to AWS, or takes a role there, from a risky address, a proxy or a Tor exit.',
  ),
  aws(
    'aws-network-acl-changes',
    'Network ACLs changed',
    'LOW',
    [technique.DISABLE_FIREWALL],
    {
      vendorAction: {
        in: [
          'ec2:CreateNetworkAcl',
          'ec2:CreateNetworkAclEntry',
          'ec2:DeleteNetworkAcl',
          'ec2:DeleteNetworkAclEntry',
          'ec2:ReplaceNetworkAclEntry',
          'ec2:ReplaceNetworkAclAssociation',
        ],
      },
    },
    'A network ACL is made, changed or deleted.',
  ),
  aws(
    'aws-gateway-changes',
    'Network gateways changed',
    'LOW',
    [technique.DISABLE_FIREWALL],
    {
      vendorAction: {
        in: [
          'ec2:CreateInternetGateway',
          'ec2:AttachInternetGateway',
          'ec2:DetachInternetGateway',
          'ec2:DeleteInternetGateway',
          'ec2:CreateCustomerGateway',
          'ec2:DeleteCustomerGateway',
          'ec2:CreateNatGateway',
          'ec2:DeleteNatGateway',
          'ec2:CreateTransitGateway',
        ],
      },
    },
    'A gateway between your networks and others is made, changed or deleted.',
  ),
  aws(
    'aws-bucket-activity',
    'S3 bucket settings changed',
    'MEDIUM',
    [technique.CLOUD_STORAGE],
    {
      action: {
        in: [
          'bucket.policy',
          'bucket.public_access',
          'bucket.replication',
          'bucket.encryption',
          'bucket.lifecycle',
          'bucket.update',
          'bucket.create',
          'bucket.delete',
        ],
      },
    },
    'An S3 bucket is made or deleted, or its policy, access, encryption, replication or lifecycle is changed.',
  ),
  aws(
    'aws-security-group-changes',
    'Security groups changed',
    'LOW',
    [technique.DISABLE_FIREWALL],
    {
      vendorAction: {
        in: [
          'ec2:AuthorizeSecurityGroupIngress',
          'ec2:AuthorizeSecurityGroupEgress',
          'ec2:RevokeSecurityGroupIngress',
          'ec2:RevokeSecurityGroupEgress',
          'ec2:CreateSecurityGroup',
          'ec2:DeleteSecurityGroup',
          'ec2:ModifySecurityGroupRules',
        ],
      },
    },
    'A security group is made, changed or deleted.',
  ),
  aws(
    'aws-vpn-changes',
    'Virtual private networks of AWS changed',
    'LOW',
    [technique.EXTERNAL_SERVICES],
    {
      vendorAction: {
        in: [
          'ec2:CreateVpnConnection',
          'ec2:DeleteVpnConnection',
          'ec2:ModifyVpnConnection',
          'ec2:CreateVpnGateway',
          'ec2:DeleteVpnGateway',
          'ec2:CreateClientVpnEndpoint',
          'ec2:CreateVpc',
          'ec2:DeleteVpc',
          'ec2:ModifyVpcAttribute',
          'ec2:CreateVpcPeeringConnection',
          'ec2:AcceptVpcPeeringConnection',
        ],
      },
    },
    'A VPN or a private network is made, joined to another, changed or deleted.',
  ),
  aws(
    'aws-trail-changes',
    'CloudTrail configuration changed',
    'MEDIUM',
    [technique.DISABLE_LOGS],
    {
      or: [
        {
          vendorAction: { startsWith: 'cloudtrail:' },
          action: { in: ['logging.update', 'logging.disable', 'logging.enable'] },
        },
      ],
    },
    'A CloudTrail trail is made, changed or switched on or off.',
  ),
  aws(
    'aws-access-key-created',
    'AWS access key made',
    'LOW',
    [technique.CLOUD_CREDENTIALS],
    { vendorAction: { in: ['iam:CreateAccessKey'] } },
    'A lasting key to AWS is made.',
  ),
  aws(
    'aws-key-deletion',
    'AWS encryption key to be deleted',
    'HIGH',
    [technique.DESTRUCTION, technique.INHIBIT_RECOVERY],
    { vendorAction: { in: ['kms:ScheduleKeyDeletion', 'kms:DisableKey'] } },
    'A key is switched off or is to be deleted; with it goes all that it encrypts.',
  ),
  gcp(
    'gcp-compute-changes',
    'Compute Engine resources changed',
    'INFORMATIONAL',
    [technique.MODIFY_COMPUTE],
    [
      'compute.instances.insert',
      'compute.instances.delete',
      'compute.instances.setMetadata',
      'compute.instances.setServiceAccount',
      'compute.images.insert',
      'compute.snapshots.insert',
      'compute.disks.delete',
    ],
    'An instance, disk, image or snapshot is made, changed or deleted.',
  ),
  gcp(
    'gcp-logging-changes',
    'Logging configuration changed',
    'MEDIUM',
    [technique.DISABLE_LOGS],
    [
      'ConfigServiceV2.UpdateSink',
      'ConfigServiceV2.DeleteSink',
      'ConfigServiceV2.CreateExclusion',
      'ConfigServiceV2.UpdateExclusion',
      'ConfigServiceV2.UpdateBucket',
      'ConfigServiceV2.DeleteBucket',
      'MetricsServiceV2.DeleteLogMetric',
      'AlertPolicyService.DeleteAlertPolicy',
    ],
    'A sink, exclusion, bucket or metric of the logs is changed or deleted.',
  ),
  gcp(
    'gcp-storage-changes',
    'Storage resources changed',
    'LOW',
    [technique.CLOUD_STORAGE],
    ['storage.setIamPermissions', 'storage.buckets.create', 'storage.buckets.update', 'storage.buckets.delete'],
    'A bucket is made, changed, opened or deleted.',
  ),
  gcp(
    'gcp-vpn-changes',
    'Virtual private networks of Google Cloud changed',
    'LOW',
    [technique.EXTERNAL_SERVICES],
    [
      'compute.vpnTunnels',
      'compute.vpnGateways',
      'compute.targetVpnGateways',
      'compute.routers',
      'compute.networks.insert',
      'compute.networks.addPeering',
      'compute.networks.delete',
    ],
    'A VPN or network is made, joined to another, changed or deleted.',
  ),
  gcp(
    'gcp-firewall-changes',
    'Firewall rules changed',
    'LOW',
    [technique.DISABLE_FIREWALL],
    ['compute.firewalls', 'Firewall.CreateIngressRule', 'Firewall.UpdateIngressRule', 'Firewall.DeleteIngressRule'],
    'A firewall rule is made, changed or deleted.',
  ),
  gcp(
    'gcp-iam-changes',
    'IAM policy changed',
    'MEDIUM',
    [technique.CLOUD_ROLES],
    ['SetIamPolicy', 'SetIAMPolicy', 'iam.admin.v1.CreateRole', 'iam.admin.v1.UpdateRole'],
    'Who may do what in Google Cloud is changed.',
  ),
  gcp(
    'gcp-service-account-key',
    'Key of a service account made',
    'MEDIUM',
    [technique.CLOUD_CREDENTIALS],
    ['CreateServiceAccountKey', 'UploadServiceAccountKey'],
    'A lasting key to a service account is made.',
  ),
  gcp(
    'gcp-federation-changes',
    'Workload identity changed',
    'HIGH',
    [technique.TRUST_MODIFICATION],
    ['WorkloadIdentityPool', 'WorkforcePool', 'inboundSsoProfile'],
    'Which other identities may come into Google Cloud is changed.',
  ),
  gcp(
    'gcp-key-destroyed',
    'Encryption key destroyed',
    'HIGH',
    [technique.DESTRUCTION, technique.INHIBIT_RECOVERY],
    ['DestroyCryptoKeyVersion'],
    'A key is destroyed, and with it all that it encrypts.',
  ),
  gcp(
    'gcp-project-invite',
    'Ownership of a project offered',
    'HIGH',
    [technique.CLOUD_ROLES],
    ['InsertProjectOwnershipInvite'],
    'Somebody is invited to own a project.',
  ),
  azure(
    'azure-role-assigned',
    'Role assigned in Azure',
    'MEDIUM',
    [technique.CLOUD_ROLES],
    [
      'Microsoft.Authorization/roleAssignments/write',
      'Microsoft.Authorization/elevateAccess/action',
      'Microsoft.Authorization/roleDefinitions/write',
    ],
    'Who may do what in Azure is changed.',
  ),
  azure(
    'azure-elevated',
    'Access elevated over all subscriptions',
    'HIGH',
    [technique.CLOUD_ROLES],
    ['Microsoft.Authorization/elevateAccess/action'],
    'A global administrator takes rights over all subscriptions.',
  ),
  azure(
    'azure-vm-changes',
    'Virtual machines changed',
    'INFORMATIONAL',
    [technique.MODIFY_COMPUTE],
    [
      'Microsoft.Compute/virtualMachines/write',
      'Microsoft.Compute/virtualMachines/delete',
      'Microsoft.Compute/virtualMachines/extensions/write',
    ],
    'A virtual machine is made, changed or deleted.',
  ),
  azure(
    'azure-run-command',
    'Command run on virtual machines',
    'MEDIUM',
    [technique.CLOUD_COMMAND],
    ['/runCommand/action'],
    'Somebody runs a command on a machine or cluster by way of Azure.',
  ),
  azure(
    'azure-storage-keys',
    'Keys of a storage account read',
    'LOW',
    [technique.CLOUD_STORAGE],
    ['Microsoft.Storage/storageAccounts/listKeys/action', 'Microsoft.Storage/storageAccounts/listAccountSas/action'],
    'Somebody reads keys that open a whole storage account.',
  ),
  azure(
    'azure-storage-changes',
    'Storage accounts changed',
    'LOW',
    [technique.CLOUD_STORAGE],
    [
      'Microsoft.Storage/storageAccounts/write',
      'Microsoft.Storage/storageAccounts/delete',
      'blobServices/containers/write',
    ],
    'A storage account or container is made, changed or deleted.',
  ),
  azure(
    'azure-network-changes',
    'Network security groups changed',
    'LOW',
    [technique.DISABLE_FIREWALL],
    [
      'Microsoft.Network/networkSecurityGroups',
      'Microsoft.Network/azureFirewalls',
      'Microsoft.Network/firewallPolicies',
    ],
    'A rule of the network is made, changed or deleted.',
  ),
  azure(
    'azure-vpn-changes',
    'Virtual network gateways changed',
    'LOW',
    [technique.EXTERNAL_SERVICES],
    ['Microsoft.Network/virtualNetworkGateways', 'Microsoft.Network/vpnGateways', 'virtualNetworkPeerings'],
    'A gateway or peering is made, changed or deleted.',
  ),
  azure(
    'azure-diagnostics-off',
    'Diagnostic settings removed',
    'HIGH',
    [technique.DISABLE_LOGS],
    ['Microsoft.Insights/diagnosticSettings/delete', 'Microsoft.EventHub/namespaces/delete'],
    'Logs of a resource no longer leave it.',
  ),
  azure(
    'azure-vault-changes',
    'Key vaults changed',
    'MEDIUM',
    [technique.SECRETS_STORES],
    [
      'Microsoft.KeyVault/vaults/write',
      'Microsoft.KeyVault/vaults/delete',
      'Microsoft.KeyVault/vaults/accessPolicies/write',
    ],
    'A vault of keys, or who may open it, is changed.',
  ),
  azure(
    'azure-locks-removed',
    'Locks or backups removed',
    'HIGH',
    [technique.INHIBIT_RECOVERY],
    ['Microsoft.Authorization/locks/delete', 'Microsoft.RecoveryServices/vaults'],
    'A lock against deletion is removed, or a backup vault changed.',
  ),
  azure(
    'azure-disk-export',
    'Disk exported',
    'HIGH',
    [technique.TO_CLOUD_ACCOUNT],
    ['Microsoft.Compute/disks/beginGetAccess/action', 'Microsoft.Compute/snapshots/beginGetAccess/action'],
    'An address is made by which a whole disk can be downloaded.',
  ),
]

function aws(
  id: string,
  name: string,
  severity: Severity,
  mitre: Techniques,
  filter: object,
  description: string,
  more: object = {},
) {
  return defineTemplate({
    id,
    name,
    description,
    kind: 'ACTIVITY',
    severity,
    definition: { filter: { connector: ['aws'], outcome: DONE, ...filter }, ...more },
    mitre,
    connector: 'aws',
  })
}

function gcp(id: string, name: string, severity: Severity, mitre: Techniques, methods: string[], description: string) {
  return defineTemplate({
    id,
    name,
    description,
    kind: 'ACTIVITY',
    severity,
    definition: { filter: named('gcp', methods) },
    mitre,
    connector: 'gcp',
  })
}

function azure(
  id: string,
  name: string,
  severity: Severity,
  mitre: Techniques,
  operations: string[],
  description: string,
) {
  return defineTemplate({
    id,
    name,
    description,
    kind: 'ACTIVITY',
    severity,
    definition: { filter: named('azure', operations) },
    mitre,
    connector: 'azure',
  })
}

/** What was done, by parts of the vendor's own names, which differ by version of its interface. */
function named(connector: string, parts: string[]) {
  return { connector: [connector], outcome: DONE, or: parts.map(contains => ({ vendorAction: { contains } })) }
}
