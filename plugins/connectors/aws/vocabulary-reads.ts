import type { Meaning, Vocabulary } from '@casbah/sdk'

const READ: Meaning = ['resource.read', 6003, 2]

/** Operations that only look, by service. */
const reads: Readonly<Record<string, string>> = {
  'access-analyzer':
    'GetAnalyzer GetFinding ListAnalyzers ListFindings ListFindingsV2 ListPolicyGenerations ValidatePolicy',
  account: 'GetAlternateContact GetContactInformation GetRegionOptStatus ListRegions',
  acm: 'DescribeCertificate ListCertificates',
  'acm-pca': 'GetCertificate',
  'agreement-marketplace': 'SearchAgreements',
  aoss: 'ListAccessPolicies ListCollections',
  apigateway: 'GetApis GetDeployments GetResources GetRestApis GetStages',
  appsync: 'GetIntrospectionSchema',
  athena: 'GetQueryExecution GetWorkGroup ListQueryExecutions ListWorkGroups',
  autoscaling: `
    DescribeAutoScalingGroups DescribeAutoScalingInstances DescribeLaunchConfigurations DescribePolicies
    DescribeScalingActivities`,
  backup: `
    DescribeBackupVault ListBackupJobs ListBackupPlans ListBackupVaults ListProtectedResources
    ListRecoveryPointsByBackupVault`,
  bedrock: `
    GetFoundationModelAvailability GetKnowledgeBase ListAgents ListCustomModels
    ListFoundationModelAgreementOffers ListGuardrails ListInferenceProfiles ListKnowledgeBases
    ListModelInvocationJobs`,
  billingconsole: 'GetAlternateContact GetContactInformation',
  budgets: 'DescribeBudgets ViewBudget',
  ce: `
    GetAnomalies GetCostAndUsage GetCostAndUsageWithResources GetCostForecast GetDimensionValues
    GetReservationUtilization`,
  cloudformation: `
    DescribeChangeSet DescribeStackEvents DescribeStackResources DescribeStacks GetTemplate GetTemplateSummary
    ListStackResources ListStackSets ListStacks`,
  cloudfront: 'GetDistribution GetDistributionConfig ListDistributions',
  cloudtrail: `
    DescribeTrail DescribeTrails GetEventDataStore GetEventSelectors GetInsightSelectors GetQueryResults
    GetTrail GetTrailStatus ListEventDataStores ListPublicKeys ListQueries ListTags ListTrails LookupEvents`,
  codebuild: 'BatchGetBuilds BatchGetProjects ListProjects',
  'compute-optimizer': 'GetEC2InstanceRecommendations GetEnrollmentStatus',
  config: `
    DescribeComplianceByConfigRule DescribeConfigRules DescribeConfigurationRecorderStatus
    DescribeConfigurationRecorders DescribeDeliveryChannels GetResourceConfigHistory ListDiscoveredResources
    SelectResourceConfig`,
  'devops-guru': 'GetResourceCollection SearchInsights',
  'discovery-marketplace': 'GetListingView',
  dynamodb: 'DescribeBackup DescribeContinuousBackups DescribeTable DescribeTimeToLive ListBackups ListTables',
  ec2: `
    DescribeAccountAttributes DescribeAddressTransfers DescribeAddresses DescribeAddressesAttribute
    DescribeAvailabilityZones DescribeBundleTasks DescribeCarrierGateways DescribeClientVpnRoutes
    DescribeCustomerGateways DescribeDhcpOptions DescribeEgressOnlyInternetGateways DescribeFlowLogs
    DescribeHosts DescribeIamInstanceProfileAssociations DescribeImages DescribeInstanceAttribute
    DescribeInstanceCreditSpecifications DescribeInstanceStatus DescribeInstanceTypeOfferings
    DescribeInstanceTypes DescribeInstances DescribeInternetGateways DescribeKeyPairs
    DescribeLaunchTemplateVersions DescribeLaunchTemplates DescribeManagedPrefixLists DescribeNatGateways
    DescribeNetworkAcls DescribeNetworkInterfaceAttribute DescribeNetworkInterfaces DescribePlacementGroups
    DescribeRegions DescribeReservedInstances DescribeRouteTables DescribeSecurityGroupRules
    DescribeSecurityGroups DescribeSnapshotAttribute DescribeSnapshotTierStatus DescribeSnapshots
    DescribeSpotInstanceRequests DescribeSpotPriceHistory DescribeSubnets DescribeTags
    DescribeTrafficMirrorTargets DescribeTransitGatewayMulticastDomains DescribeTransitGateways
    DescribeVolumeStatus DescribeVolumes DescribeVolumesModifications DescribeVpcAttribute
    DescribeVpcClassicLink DescribeVpcClassicLinkDnsSupport DescribeVpcEndpointConnectionNotifications
    DescribeVpcEndpointServiceConfigurations DescribeVpcEndpointServices DescribeVpcEndpoints
    DescribeVpcPeeringConnections DescribeVpcs DescribeVpnConnections DescribeVpnGateways GetEbsDefaultKmsKeyId
    GetEbsEncryptionByDefault GetLaunchTemplateData GetSerialConsoleAccessStatus
    GetSnapshotBlockPublicAccessState GetTransitGatewayRouteTableAssociations`,
  ecr: `
    BatchCheckLayerAvailability DescribeImageScanFindings DescribeImages DescribeRegistry DescribeRepositories
    GetLifecyclePolicy GetRepositoryPolicy ListImages`,
  ecs: `
    DescribeClusters DescribeContainerInstances DescribeServices DescribeTaskDefinition DescribeTasks
    ListClusters ListServices ListTaskDefinitions ListTasks`,
  eks: `
    DescribeAccessEntry DescribeCluster DescribeNodegroup ListAccessEntries ListAddons
    ListAssociatedAccessPolicies ListClusters ListFargateProfiles ListNodegroups`,
  elasticache: 'DescribeCacheClusters DescribeCacheSubnetGroups DescribeReplicationGroups',
  elasticfilesystem: 'DescribeAccessPoints DescribeFileSystemPolicy DescribeFileSystems DescribeMountTargets',
  elasticloadbalancing: `
    DescribeListenerCertificates DescribeListeners DescribeLoadBalancerAttributes DescribeLoadBalancers
    DescribeRules DescribeTags DescribeTargetGroups DescribeTargetHealth`,
  events: 'ListRules ListTargetsByRule',
  glacier: 'ListVaults',
  glue: 'GetCrawlers GetDatabase GetDatabases GetJobs GetPartition GetPartitions GetTable GetTables',
  guardduty: `
    GetDetector GetFilter GetFindings GetFindingsStatistics GetMembers ListDetectors ListFilters ListFindings
    ListIPSets ListMembers ListPublishingDestinations ListThreatIntelSets`,
  health: 'DescribeAffectedEntities DescribeEventAggregates DescribeEventDetails DescribeEvents',
  iam: `
    DescribePolicy GetAccessKeyLastUsed GetAccountAuthorizationDetails GetAccountPasswordPolicy
    GetAccountSummary GetContextKeysForPrincipalPolicy GetCredentialReport GetGroup GetGroupPolicy
    GetInstanceProfile GetLoginProfile GetOpenIDConnectProvider GetPolicy GetPolicyVersion GetRole GetRolePolicy
    GetSAMLProvider GetServiceLastAccessedDetails GetUser GetUserPolicy ListAccessKeys ListAccountAliases
    ListAttachedGroupPolicies ListAttachedRolePolicies ListAttachedUserPolicies ListEntitiesForPolicy
    ListGroupPolicies ListGroups ListGroupsForUser ListInstanceProfiles ListInstanceProfilesForRole
    ListMFADevices ListOpenIDConnectProviders ListPolicies ListPoliciesGrantingServiceAccess ListPolicyVersions
    ListRolePolicies ListRoleTags ListRoles ListSAMLProviders ListSSHPublicKeys ListServerCertificates
    ListServiceSpecificCredentials ListSigningCertificates ListUserPolicies ListUserTags ListUsers
    ListVirtualMFADevices SimulateCustomPolicy SimulatePrincipalPolicy`,
  inspector2: 'BatchGetAccountStatus ListAccountPermissions ListCoverage ListFindings',
  kms: `
    DescribeKey GetKeyPolicy GetKeyRotationStatus GetPublicKey ListAliases ListGrants ListKeyPolicies ListKeys
    ListResourceTags`,
  lambda: `
    GetAccountSettings GetFunction GetFunctionCodeSigningConfig GetFunctionConfiguration GetPolicy ListAliases
    ListEventSourceMappings ListFunctionUrlConfigs ListFunctions ListLayers ListTags ListVersionsByFunction`,
  lightsail: 'GetInstances GetRegions',
  logs: `
    DescribeDestinations DescribeExportTasks DescribeLogGroups DescribeLogStreams DescribeMetricFilters
    DescribeQueries DescribeResourcePolicies DescribeSubscriptionFilters GetQueryResults ListLogDeliveries
    ListTagsLogGroup`,
  macie2: 'GetFindings GetMacieSession ListFindings ListMembers',
  monitoring: `
    DescribeAlarmHistory DescribeAlarms DescribeAlarmsForMetric GetDashboard GetMetricData GetMetricStatistics
    ListDashboards ListMetrics`,
  notifications: 'ListNotificationHubs',
  organizations: `
    DescribeAccount DescribeOrganization DescribePolicy ListAccounts ListAccountsForParent ListChildren
    ListDelegatedAdministrators ListHandshakesForAccount ListOrganizationalUnitsForParent ListParents
    ListPolicies ListPoliciesForTarget ListRoots ListTargetsForPolicy`,
  ram: 'ListResources',
  rds: `
    DescribeAccountAttributes DescribeBlueGreenDeployments DescribeCertificates DescribeDBClusterParameterGroups
    DescribeDBClusterSnapshotAttributes DescribeDBClusterSnapshots DescribeDBClusters DescribeDBEngineVersions
    DescribeDBInstances DescribeDBLogFiles DescribeDBParameterGroups DescribeDBProxies DescribeDBSecurityGroups
    DescribeDBSnapshotAttributes DescribeDBSnapshots DescribeDBSubnetGroups DescribeEventSubscriptions
    DescribeEvents DescribeExportTasks DescribeGlobalClusters DescribeOptionGroups
    DescribeOrderableDBInstanceOptions DescribePendingMaintenanceActions DescribeRecommendationGroups
    DescribeRecommendations DescribeValidDBInstanceModifications ListTagsForResource`,
  redshift: 'DescribeClusterSnapshots DescribeClusters DescribeLoggingStatus',
  'resource-explorer-2': 'ListIndexes Search',
  'resource-groups': 'ListGroupResources ListGroups SearchResources',
  rolesanywhere: 'ListProfiles ListTrustAnchors',
  route53: `
    GetChange GetHostedZone ListHealthChecks ListHostedZones ListHostedZonesByName ListResourceRecordSets
    ListTagsForResource`,
  route53domains: 'ListDomains',
  route53resolver: 'ListFirewallRuleGroupAssociations',
  s3: `
    GetAccelerateConfiguration GetAccountPublicAccessBlock GetBucketAcl GetBucketAnalyticsConfiguration
    GetBucketCors GetBucketEncryption GetBucketIntelligentTieringConfiguration GetBucketInventoryConfiguration
    GetBucketLifecycle GetBucketLifecycleConfiguration GetBucketLocation GetBucketLogging
    GetBucketMetricsConfiguration GetBucketNotification GetBucketObjectLockConfiguration
    GetBucketOwnershipControls GetBucketPolicy GetBucketPolicyStatus GetBucketPublicAccessBlock
    GetBucketReplication GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite
    GetStorageLensConfiguration GetStorageLensDashboardDataInternal HeadBucket ListAccessPoints ListAllMyBuckets
    ListBucket ListBuckets ListMultipartUploads ListObjectVersions ListObjects ListObjectsV2`,
  sagemaker: 'ListEndpoints ListModels ListTrainingJobs',
  secretsmanager: 'DescribeSecret GetRandomPassword GetResourcePolicy ListSecretVersionIds ListSecrets',
  securityhub: `
    DescribeHub DescribeStandards GetEnabledStandards GetFindings GetInsightResults GetInsights GetMasterAccount
    ListMembers`,
  'servicecatalog-appregistry': 'ListApplications',
  servicequotas: 'GetServiceQuota ListServiceQuotas',
  ses: `
    GetAccount GetAccountSendingEnabled GetIdentityVerificationAttributes GetSendQuota ListEmailIdentities
    ListIdentities`,
  sns: `
    GetSMSAttributes GetSMSSandboxAccountStatus GetSubscriptionAttributes GetTopicAttributes
    ListOriginationNumbers ListSubscriptions ListSubscriptionsByTopic ListTagsForResource ListTopics`,
  sqs: 'GetQueueAttributes GetQueueUrl ListQueues',
  ssm: `
    DescribeAutomationExecutions DescribeDocument DescribeInstanceInformation DescribeInstancePatchStates
    DescribeParameters DescribeSessions GetCommandInvocation GetDocument GetInventory ListCommandInvocations
    ListCommands ListDocuments ListInstanceAssociations ListTagsForResource`,
  sso: `
    DescribePermissionSet GetSSOStatus ListAccountAssignments ListAccountRoles ListAccounts ListApplications
    ListInstances ListManagedPoliciesInPermissionSet ListPermissionSets`,
  'sso-directory': `
    DescribeDirectory DescribeGroup DescribeUser DescribeUsers ListGroupsForUser ListMembersInGroup
    ListMfaDevicesForUser SearchGroups SearchUsers`,
  support: 'DescribeCases DescribeSeverityLevels DescribeTrustedAdvisorChecks',
  tagging: 'GetResources GetTagKeys GetTagValues',
  trustedadvisor: 'DescribeCheckSummaries DescribeChecks RefreshCheck',
  wafv2: 'GetIPSet GetWebACL GetWebACLForResource ListIPSets ListRuleGroups ListWebACLs',
}

/** The same as a flat table. */
export const readOperations: Vocabulary = Object.fromEntries(
  Object.entries(reads).flatMap(([service, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map(name => [`${service}:${name}`, READ] as const),
  ),
)
