import { pathOf, type Path } from '../predicate/path.ts'
import type { FieldTest, Predicate } from '../predicate/predicate.ts'

/** Which activities a rule's log source means, and how their raw events name the fields that rules look at. */
export interface Source {
  product: string
  service: string
  /** Slugs of the connectors that bring these events. */
  connectors: readonly string[]
  /** Which of these connectors' records it means; null for all. */
  where: Predicate | null
  /** Names that rules use, in lower case, for the paths of the event where they may lie; one ending in a dot stands for all that begin so. */
  aliases: Readonly<Record<string, readonly string[]>>
  /** Whether names compare without case: the vendor, or the rules, are not of one mind. */
  ignoreCase: boolean
  /** Where a field without an alias may lie besides its own name. */
  within: readonly string[]
}

/** Elastic's names for records of Google Cloud's audit log. */
const GCP_ELASTIC = {
  'gcp.audit.method_name': ['protoPayload.methodName'],
  'gcp.audit.service_name': ['protoPayload.serviceName'],
  'gcp.audit.resource_name': ['protoPayload.resourceName'],
  'gcp.audit.authentication_info.principal_email': ['protoPayload.authenticationInfo.principalEmail'],
  'gcp.audit.authorization_info.': ['protoPayload.authorizationInfo.'],
  'gcp.audit.request.': ['protoPayload.request.'],
  'gcp.audit.response.': ['protoPayload.response.'],
  'gcp.audit.status.': ['protoPayload.status.'],
  'gcp.audit.labels.': ['resource.labels.'],
}

/** What a directory audit of Entra is called, in Microsoft Graph and in exported logs. */
const AUDIT_NAME = [
  'activityDisplayName',
  'properties.activityDisplayName',
  'operationName',
  'properties.operationName',
]

/** Values by name that `record.ts` makes of lists of names and values. */
const named = (name: string) => `named.${name}`

/** The log sources that rules can be judged on. */
export const SOURCES: readonly Source[] = [
  source('aws', 'cloudtrail', ['aws'], {
    aliases: {
      src_ip: ['sourceIPAddress'],
      'source.ip': ['sourceIPAddress'],
      'event.action': ['eventName'],
      'event.provider': ['eventSource'],
      'user_agent.original': ['userAgent'],
    },
  }),
  source('azure', 'activitylogs', ['azure'], {
    ignoreCase: true,
    within: ['properties.'],
    aliases: {
      operationname: ['operationName', 'operationName.value', 'operationNameValue'],
      operationnamevalue: ['operationName', 'operationName.value', 'operationNameValue'],
      category: ['category', 'category.value', 'categoryValue'],
      categoryvalue: ['category', 'category.value', 'categoryValue'],
      resourceprovidervalue: ['resourceProviderName.value', 'resourceProviderName', 'resourceProviderValue'],
      resourceid: ['resourceId', '_ResourceId'],
      status: ['status.value', 'resultType', 'activityStatusValue'],
      'properties.message': ['properties.message', 'operationName.localizedValue', 'operationName'],
    },
  }),
  source('azure', 'auditlogs', ['microsoft-365', 'azure'], {
    ignoreCase: true,
    within: ['properties.'],
    // Names that both Graph and exported logs have, on these records alone.
    where: anyField(
      { present: ['activityDisplayName', 'properties.activityDisplayName'] },
      { paths: ['category'], texts: ['AuditLogs'] },
    ),
    aliases: {
      'properties.message': AUDIT_NAME,
      operationname: AUDIT_NAME,
      activitydisplayname: AUDIT_NAME,
      activitytype: AUDIT_NAME,
      category: ['properties.category', 'category'],
      status: ['result', 'properties.result', 'resultReason', 'properties.resultReason'],
      'properties.result': ['result', 'properties.result'],
      failure_status_reason: ['resultReason', 'properties.resultReason'],
      initiatedby: ['initiatedBy', 'properties.initiatedBy'],
      'initiated.by': ['initiatedBy', 'properties.initiatedBy'],
      // So rules have it.
      'initiatied.by': ['initiatedBy', 'properties.initiatedBy'],
      'properties.initiatedby': ['initiatedBy', 'properties.initiatedBy'],
      target: ['targetResources', 'properties.targetResources'],
      'properties.targetresources': ['targetResources', 'properties.targetResources'],
      'additionaldetails.additionalinfo': ['additionalDetails.value', 'properties.additionalDetails.value'],
      'consentcontext.isadminconsent': [named('ConsentContext_IsAdminConsent')],
    },
  }),
  source('azure', 'signinlogs', ['microsoft-365', 'azure'], {
    ignoreCase: true,
    within: ['properties.'],
    where: anyField(
      { present: ['conditionalAccessStatus'] },
      {
        paths: ['category'],
        texts: [
          'SignInLogs',
          'NonInteractiveUserSignInLogs',
          'ServicePrincipalSignInLogs',
          'ManagedIdentitySignInLogs',
        ],
      },
    ),
    aliases: {
      resulttype: ['resultType', 'status.errorCode', 'properties.status.errorCode'],
      status: [named('signInStatus'), 'resultSignature'],
      resultdescription: ['resultDescription', 'status.failureReason', 'properties.status.failureReason'],
      location: ['location', 'location.countryOrRegion', 'properties.location.countryOrRegion'],
      username: ['userPrincipalName', 'properties.userPrincipalName'],
      targetusername: ['userPrincipalName', 'properties.userPrincipalName'],
      ipaddress: ['ipAddress', 'callerIpAddress', 'properties.ipAddress'],
      calleripaddress: ['ipAddress', 'callerIpAddress', 'properties.ipAddress'],
      clientapp: ['clientAppUsed', 'properties.clientAppUsed'],
      deviceinfo: ['deviceDetail', 'properties.deviceDetail'],
      date: ['createdDateTime', 'properties.createdDateTime', 'time'],
      'initiatied.by': ['userPrincipalName', 'properties.userPrincipalName'],
      'properties.message': ['properties.message', 'authenticationProtocol', 'properties.authenticationProtocol'],
    },
  }),
  source('azure', 'riskdetection', ['microsoft-365', 'azure'], {
    ignoreCase: true,
    within: ['properties.'],
    where: anyField({ present: ['riskEventType', 'properties.riskEventType'] }),
  }),
  source('azure', 'pim', ['microsoft-365', 'azure'], {
    ignoreCase: true,
    within: ['properties.'],
    where: anyField({ present: ['riskEventType', 'properties.riskEventType', 'alertDefinitionId'] }),
    aliases: { riskeventtype: ['riskEventType', 'properties.riskEventType', named('alertIncident')] },
  }),
  source('okta', 'okta', ['okta'], {
    // Older rules write everything in lower case.
    ignoreCase: true,
    aliases: {
      'client.user.id': ['client.id'],
      'okta.event_type': ['eventType'],
      'okta.display_message': ['displayMessage'],
      'okta.outcome.result': ['outcome.result'],
      'okta.outcome.reason': ['outcome.reason'],
      'okta.actor.alternate_id': ['actor.alternateId'],
      'event.action': ['eventType'],
    },
  }),
  source('m365', 'audit', ['microsoft-365'], {
    ...m365(),
    where: anyField({ present: ['Operation'] }),
  }),
  source('m365', 'exchange', ['microsoft-365'], {
    ...m365(),
    where: anyField({ paths: ['Workload'], texts: ['Exchange'] }),
  }),
  source('m365', 'threat_detection', ['microsoft-365'], {
    ...m365(),
    where: anyField({ paths: ['Workload'], texts: ['SecurityComplianceCenter', 'ThreatIntelligence'] }),
  }),
  source('m365', 'threat_management', ['microsoft-365'], {
    ...m365(),
    where: anyField({ paths: ['Workload'], texts: ['SecurityComplianceCenter', 'ThreatIntelligence'] }),
  }),
  source('github', 'audit', ['github'], {
    aliases: {
      'actor_location.country': ['actor_location.country_code'],
      'github.category': ['action'],
      'event.action': ['action'],
    },
  }),
  source('bitbucket', 'audit', ['atlassian'], {
    aliases: {
      'audittype.action': ['auditType.action', 'summary', 'attributes.action'],
      'audittype.category': ['auditType.category', 'category'],
      'author.name': ['author.name', 'authorKey', 'attributes.actor.name'],
    },
  }),
  source('gcp', 'gcp.audit', ['gcp'], {
    aliases: {
      ...GCP_ELASTIC,
      'data.protopayload.logname': [named('logName'), 'logName'],
      'data.protopayload.resource.': ['resource.', 'protoPayload.resource.'],
      'data.': [''],
      'event.action': ['protoPayload.methodName'],
      'source.ip': ['protoPayload.requestMetadata.callerIp', 'protoPayload.requestMetadata.callerIP'],
    },
  }),
  source('gcp', 'google_workspace.admin', ['google-workspace'], workspace('admin')),
  source('gcp', 'google_workspace.login', ['google-workspace'], workspace('login')),
  source('onelogin', 'onelogin.events', ['onelogin'], {}),
]

/** Where a field that a rule names lies in the events of its source. */
export function pathsOf({ aliases, ignoreCase, within }: Source, field: string): Path[] {
  const lower = field.toLowerCase()
  const whole = aliases[lower]
  if (whole) return whole.map(path => pathOf(path, ignoreCase))
  const prefix = Object.keys(aliases).find(name => name.endsWith('.') && lower.startsWith(name))
  const rest = prefix ? field.slice(prefix.length) : field
  const starts = prefix ? aliases[prefix]! : ['', ...within.filter(start => !lower.startsWith(start.toLowerCase()))]
  return starts.map(start => pathOf(start + rest, ignoreCase))
}

function source(
  product: string,
  service: string,
  connectors: readonly string[],
  parts: Partial<Pick<Source, 'where' | 'aliases' | 'ignoreCase' | 'within'>>,
): Source {
  return { product, service, connectors, where: null, aliases: {}, ignoreCase: false, within: [], ...parts }
}

function m365(): Partial<Source> {
  return {
    ignoreCase: true,
    within: ['named.'],
    aliases: {
      eventname: ['Operation', 'Name'],
      eventsource: ['Workload'],
      status: ['ResultStatus', named('status')],
      payload: ['Payload', 'Data', 'Parameters'],
    },
  }
}

/** Records of Google's Reports API: parameters by name come from `record.ts`. */
function workspace(application: string): Partial<Source> {
  return {
    ignoreCase: true,
    within: ['named.'],
    where: anyField({ paths: ['id.applicationName'], texts: [application] }),
    aliases: {
      eventservice: [named('service')],
      eventname: ['events.name'],
      'protopayload.servicename': [named('service')],
      'protopayload.methodname': ['events.name'],
      'protopayload.metadata.event.eventname': ['events.name'],
      'protopayload.metadata.event.eventtype': ['events.type'],
      'protopayload.authenticationinfo.principalemail': ['actor.email'],
      'event.action': ['events.name'],
      'google_workspace.event.type': ['events.type'],
      'user.email': ['actor.email'],
      'source.ip': ['ipAddress'],
    },
  }
}

type Asked = { present: string[] } | { paths: string[]; texts: string[] }

/** Whether a record shows one of some fields, or a field with one of some texts. */
function anyField(...asked: Asked[]): Predicate {
  const of = asked.map((each): FieldTest => {
    const texts = 'texts' in each ? each.texts.map(text => text.toLowerCase()) : null
    const paths = 'texts' in each ? each.paths : each.present
    return {
      is: 'field',
      field: paths[0]!,
      paths: paths.map(path => pathOf(path, true)),
      operator: texts ? 'in' : 'exists',
      expected: 'texts' in each ? each.texts : true,
      test: texts ? value => typeof value === 'string' && texts.includes(value.toLowerCase()) : () => true,
      absent: false,
      hints: texts && texts.map(text => ({ is: 'equals', text })),
    }
  })
  return of.length === 1 ? of[0]! : { is: 'any', of }
}
