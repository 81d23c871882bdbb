import type { Severity } from '@casbah/kit'
import type { MitreData } from '../policy.entity.ts'
import { knownTechnique } from '../mitre.ts'
import { defineTemplate } from './define-template.ts'

/** A Sigma rule on CloudTrail; `detection` is the YAML under that key. */
interface CloudTrailRule {
  slug: string
  name: string
  description: string
  severity: Severity
  mitre: MitreData[]
  /** Where the vendor describes the calls. */
  reference: string
  detection: string
}

const ACCOUNT_MANIPULATION = knownTechnique('T1098')
const CLOUD_CREDENTIALS = knownTechnique('T1098.001')
const CLOUD_ROLES = knownTechnique('T1098.003')
const CLOUD_LOGS = knownTechnique('T1562.008')
const TRANSFER = knownTechnique('T1537')
const SECRET_STORES = knownTechnique('T1555.006')

const RULES: CloudTrailRule[] = [
  {
    slug: 'aws-log-coverage',
    name: 'AWS logs narrowed',
    description:
      'Flow logs are deleted, the events that a trail records are chosen anew, or the files of a log bucket are set to vanish within a day. The trail still runs, and sees less.',
    severity: 'MEDIUM',
    mitre: [CLOUD_LOGS],
    reference: 'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html',
    detection: `
  flow_logs:
    eventSource: ec2.amazonaws.com
    eventName: DeleteFlowLogs
  selectors:
    eventSource: cloudtrail.amazonaws.com
    eventName: PutEventSelectors
  lifecycle:
    eventSource: s3.amazonaws.com
    eventName:
      - PutBucketLifecycle
      - PutBucketLifecycleConfiguration
    requestParameters.LifecycleConfiguration.Rule.Expiration.Days: 1
  failed:
    errorCode|exists: true
  condition: (flow_logs or selectors or lifecycle) and not failed`,
  },
  {
    slug: 'aws-organization-left',
    name: 'AWS account leaves its organization',
    description:
      'An account asks to leave its organization, and with it the policies and the logging that the organization imposes. Refused attempts count: somebody tried.',
    severity: 'HIGH',
    mitre: [knownTechnique('T1562')],
    reference: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_LeaveOrganization.html',
    detection: `
  selection:
    eventSource: organizations.amazonaws.com
    eventName: LeaveOrganization
  condition: selection`,
  },
  {
    slug: 'aws-instance-role-enumerates',
    name: 'AWS instance role looks around',
    description:
      'The role of a virtual machine asks who it is and what the account has. Machines do their work; a thief of their credentials looks around first.',
    severity: 'MEDIUM',
    mitre: [knownTechnique('T1552.005'), knownTechnique('T1580')],
    reference: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html',
    detection: `
  machine:
    userIdentity.type: AssumedRole
    userIdentity.arn|re: ':assumed-role/[^/]+/i-[0-9a-f]{8,17}$'
  looks:
    eventName:
      - GetCallerIdentity
      - GetAccountSummary
      - GetAccountAuthorizationDetails
      - ListUsers
      - ListRoles
      - ListInstanceProfiles
      - ListBuckets
      - GetSendQuota
      - ListAccessKeys
  condition: machine and looks`,
  },
  {
    slug: 'aws-command-on-machine',
    name: 'Command sent to AWS machines',
    description:
      'Somebody runs a shell command on machines through Systems Manager, or gives a machine a new start script: code runs there without anybody signing in to it.',
    severity: 'LOW',
    mitre: [knownTechnique('T1651')],
    reference: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html',
    detection: `
  command:
    eventSource: ssm.amazonaws.com
    eventName: SendCommand
    requestParameters.documentName|endswith:
      - AWS-RunShellScript
      - AWS-RunPowerShellScript
  script:
    eventSource: ec2.amazonaws.com
    eventName: ModifyInstanceAttribute
    requestParameters.userData|exists: true
  failed:
    errorCode|exists: true
  condition: (command or script) and not failed`,
  },
  {
    slug: 'aws-costly-machines',
    name: 'Costly AWS machines started',
    description:
      'Machines with graphics or very large processors are started, or somebody tries to: what miners of crypto-currency want of a stolen account.',
    severity: 'MEDIUM',
    mitre: [knownTechnique('T1496.001')],
    reference: 'https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html',
    detection: `
  selection:
    eventSource: ec2.amazonaws.com
    eventName: RunInstances
    requestParameters.instanceType|re: '^(p[2-6]|g[3-6]|trn|inf|dl|x1|x2|u-|u7)[a-z0-9-]*\\.'
  condition: selection`,
  },
  {
    slug: 'aws-port-opened',
    name: 'AWS firewall opened to everybody',
    description: 'A security group lets the whole internet reach the ports by which machines are administered.',
    severity: 'MEDIUM',
    mitre: [knownTechnique('T1562.007')],
    reference: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html',
    detection: `
  opens:
    eventSource: ec2.amazonaws.com
    eventName: AuthorizeSecurityGroupIngress
  everybody:
    - requestParameters.cidrIp: '0.0.0.0/0'
    - requestParameters.ipPermissions.items.ipRanges.items.cidrIp: '0.0.0.0/0'
    - requestParameters.ipPermissions.items.ipv6Ranges.items.cidrIpv6: '::/0'
  administration:
    - requestParameters.fromPort:
        - 22
        - 3389
    - requestParameters.ipPermissions.items.fromPort:
        - 22
        - 3389
  failed:
    errorCode|exists: true
  condition: opens and everybody and administration and not failed`,
  },
  {
    slug: 'aws-image-shared',
    name: 'AWS disk or database shared with another account',
    description:
      'A machine image, a disk snapshot or a database snapshot is shared with another account, which then copies the data without touching the network.',
    severity: 'HIGH',
    mitre: [TRANSFER],
    reference: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySnapshotAttribute.html',
    detection: `
  image:
    eventName: ModifyImageAttribute
    requestParameters.launchPermission.add|exists: true
  snapshot:
    eventName: ModifySnapshotAttribute
    requestParameters.createVolumePermission.add|exists: true
  database:
    eventName:
      - ModifyDBSnapshotAttribute
      - ModifyDBClusterSnapshotAttribute
    requestParameters.valuesToAdd|exists: true
  failed:
    errorCode|exists: true
  condition: (image or snapshot or database) and not failed`,
  },
  {
    slug: 'aws-bucket-opened',
    name: 'AWS bucket opened by policy',
    description:
      'A bucket policy lets an account or everybody in by name: the way out for data that leaves no trace in the bucket.',
    severity: 'MEDIUM',
    mitre: [TRANSFER, knownTechnique('T1530')],
    reference: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html',
    detection: `
  selection:
    eventSource: s3.amazonaws.com
    eventName: PutBucketPolicy
  somebody:
    - requestParameters.bucketPolicy.Statement.Principal.AWS|exists: true
    - requestParameters.bucketPolicy.Statement.Principal: '\\*'
  failed:
    errorCode|exists: true
  condition: selection and somebody and not failed`,
  },
  {
    slug: 'aws-role-trusts-another',
    name: 'AWS role trusts somebody new',
    description:
      'Who may take a role is changed to name an account, or certificates of a new authority are taken for credentials: a way in that outlives every password.',
    severity: 'MEDIUM',
    mitre: [ACCOUNT_MANIPULATION],
    reference: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html',
    detection: `
  role:
    eventSource: iam.amazonaws.com
    eventName: UpdateAssumeRolePolicy
    requestParameters.policyDocument|contains: '"AWS"'
  authority:
    eventSource: rolesanywhere.amazonaws.com
    eventName: CreateTrustAnchor
  failed:
    errorCode|exists: true
  condition: (role or authority) and not failed`,
  },
  {
    slug: 'aws-administrator-made',
    name: 'AWS administrator made',
    description: 'A user, group or role is given every right that there is.',
    severity: 'HIGH',
    mitre: [CLOUD_ROLES],
    reference: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html',
    detection: `
  selection:
    eventSource: iam.amazonaws.com
    eventName:
      - AttachUserPolicy
      - AttachGroupPolicy
      - AttachRolePolicy
    requestParameters.policyArn|endswith: ':policy/AdministratorAccess'
  failed:
    errorCode|exists: true
  condition: selection and not failed`,
  },
  {
    slug: 'aws-credentials-for-another',
    name: 'AWS credentials made for somebody else',
    description:
      'Somebody makes an access key or a console password for another user than himself: a second way in that its owner does not know of.',
    severity: 'MEDIUM',
    mitre: [CLOUD_CREDENTIALS],
    reference: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html',
    detection: `
  selection:
    eventSource: iam.amazonaws.com
    eventName:
      - CreateAccessKey
      - CreateLoginProfile
      - UpdateLoginProfile
    requestParameters.userName|exists: true
  himself:
    userIdentity.userName|fieldref: requestParameters.userName
  failed:
    errorCode|exists: true
  condition: selection and not himself and not failed`,
  },
  {
    slug: 'aws-user-made',
    name: 'AWS user made',
    description: 'A new user with credentials of his own, beside the sign-in that the company has.',
    severity: 'LOW',
    mitre: [knownTechnique('T1136.003')],
    reference: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html',
    detection: `
  selection:
    eventSource: iam.amazonaws.com
    eventName: CreateUser
  failed:
    errorCode|exists: true
  condition: selection and not failed`,
  },
  {
    slug: 'aws-function-changed',
    name: 'AWS function opened or overwritten',
    description:
      'A function is opened to every account, or its code or layers are replaced: what it may do, the new code may.',
    severity: 'LOW',
    mitre: [knownTechnique('T1648')],
    reference: 'https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html',
    detection: `
  open:
    eventName|startswith: AddPermission
    requestParameters.principal: '\\*'
  code:
    eventName|startswith: UpdateFunctionCode
  layers:
    eventName|startswith: UpdateFunctionConfiguration
    requestParameters.layers|exists: true
  source:
    eventSource: lambda.amazonaws.com
  failed:
    errorCode|exists: true
  condition: source and (open or code or layers) and not failed`,
  },
  {
    slug: 'aws-console-without-mfa',
    name: 'AWS console without second factor',
    description: 'A user signs in to the console by password alone.',
    severity: 'MEDIUM',
    mitre: [knownTechnique('T1078.004')],
    reference: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html',
    detection: `
  selection:
    eventSource: signin.amazonaws.com
    eventName: ConsoleLogin
    responseElements.ConsoleLogin: Success
    userIdentity.type: IAMUser
    additionalEventData.MFAUsed: 'No'
  condition: selection`,
  },
]

function sigmaOf({ name, description, reference, detection }: CloudTrailRule): string {
  return `title: ${name}
status: stable
description: ${JSON.stringify(description)}
author: Casbah
references:
  - ${reference}
logsource:
  product: aws
  service: cloudtrail
detection:${detection}
`
}

/** Calls of AWS that belong to attacks on cloud accounts, each with the technique that it shows. */
export const AWS_ATTACK_TEMPLATES = [
  ...RULES.map(rule =>
    defineTemplate({
      id: rule.slug,
      name: rule.name,
      description: rule.description,
      kind: 'SIGMA',
      severity: rule.severity,
      definition: { sigma: sigmaOf(rule) },
      author: 'Casbah',
      mitre: rule.mitre,
      connector: 'aws',
      isBuiltIn: true,
    }),
  ),
  defineTemplate({
    id: 'aws-secrets-harvested',
    name: 'AWS secrets read in bulk',
    description:
      'One login reads fifteen or more secrets or parameters within ten minutes: somebody empties the store.',
    kind: 'ACTIVITY',
    severity: 'HIGH',
    definition: {
      filter: {
        connector: ['aws'],
        vendorAction: {
          in: [
            'secretsmanager:GetSecretValue',
            'secretsmanager:BatchGetSecretValue',
            'ssm:GetParameter',
            'ssm:GetParameters',
            'ssm:GetParametersByPath',
          ],
        },
        outcome: ['SUCCESS', 'UNKNOWN'],
      },
      count: 15,
      windowSeconds: 600,
      per: ['USER'],
      title: '{actor} read secrets {count} times within {minutes} minutes in {app}',
    },
    mitre: [SECRET_STORES],
    connector: 'aws',
    isBuiltIn: true,
  }),
  defineTemplate({
    id: 'aws-passwords-of-machines',
    name: 'AWS machine passwords asked for',
    description:
      'One login asks for the administrator passwords of five or more machines within ten minutes, or tries to: refused attempts count.',
    kind: 'ACTIVITY',
    severity: 'HIGH',
    definition: {
      filter: { connector: ['aws'], vendorAction: { in: ['ec2:GetPasswordData'] } },
      count: 5,
      windowSeconds: 600,
      per: ['USER'],
      title: '{actor} asked for the passwords of machines {count} times within {minutes} minutes in {app}',
    },
    mitre: [knownTechnique('T1552')],
    connector: 'aws',
    isBuiltIn: true,
  }),
]
