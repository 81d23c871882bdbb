import { activity } from '../../testing/activity.ts'
import { JudgedEvent } from '../event.ts'
import { GateIndex, readyGate } from '../gates/gate-index.ts'
import { gateOf } from './gate.ts'
import { parseSigma } from './parse.ts'
import type { SigmaRule } from './rule.ts'
import { SOURCES } from './sources.ts'

/** Whether a rule of a log, with one selection, passes a connector's row. */
function passes(log: string, selection: string, connector: string, row: unknown, part = 0): boolean {
  const [product, service] = log.split('/')
  const [rule] = parseSigma(
    `title: T\nlogsource: {product: ${product}, service: ${service}}\ndetection:\n  s: ${selection}\n  condition: s\n`,
  ) as SigmaRule[]
  const event = new JudgedEvent(activity('a', { connector, raw: JSON.stringify(row), part }))
  return new GateIndex([readyGate(gateOf(rule!))]).passed(event, () => undefined).length === 1
}

const directoryAudit = {
  category: 'UserManagement',
  result: 'success',
  activityDisplayName: 'Update user',
  loggedByService: 'Core Directory',
  initiatedBy: { user: { userPrincipalName: 'ann@acme.example' } },
  targetResources: [
    {
      type: 'User',
      modifiedProperties: [{ displayName: 'ConsentContext.IsAdminConsent', newValue: '"False"', oldValue: '[]' }],
    },
  ],
}
const exported = {
  category: 'AuditLogs',
  operationName: 'Add member to role',
  properties: {
    category: 'RoleManagement',
    result: 'success',
    loggedByService: 'PIM',
    targetResources: [{ displayName: 'Admins' }],
  },
}
const signIn = {
  createdDateTime: '2027-03-02T09:00:00Z',
  conditionalAccessStatus: 'success',
  status: { errorCode: 0, failureReason: 'Other.' },
  deviceDetail: { isCompliant: false, trustType: '' },
  location: { countryOrRegion: 'DE' },
}
const exportedSignIn = {
  category: 'SignInLogs',
  resultType: '50126',
  resultSignature: 'FAILURE',
  properties: { userAgent: 'axios/1.7' },
}
const workspaceRow = {
  id: { applicationName: 'admin' },
  actor: { email: 'ann@acme.example' },
  events: [
    { name: 'CREATE_USER', parameters: [{ name: 'USER_EMAIL', value: 'bob@acme.example' }] },
    {
      name: 'CHANGE_APPLICATION_SETTING',
      parameters: [
        { name: 'SETTING_NAME', value: 'ContextAwareAccess' },
        { name: 'NEW_VALUE', boolValue: false },
      ],
    },
  ],
}
const inboxRule = {
  Operation: 'New-InboxRule',
  Workload: 'Exchange',
  ResultStatus: 'True',
  Parameters: [{ Name: 'MoveToFolder', Value: 'RSS' }],
  ExtendedProperties: [{ Name: 'RequestType', Value: 'Cmsi:Cmsi' }],
}
const alert = {
  Operation: 'AlertTriggered',
  Workload: 'SecurityComplianceCenter',
  Name: 'Impossible travel activity',
  Data: '{"f3u":"x"}',
}
const gcp = {
  logName: 'projects/p/logs/cloudaudit.googleapis.com%2Factivity',
  resource: { type: 'k8s_cluster' },
  protoPayload: {
    methodName: 'storage.buckets.list',
    serviceName: 'storage.googleapis.com',
    authorizationInfo: [{ granted: true, permission: 'storage.buckets.list' }],
  },
}

describe('log sources', () => {
  it.each([
    [
      'aws/cloudtrail',
      '{eventName: StopLogging, src_ip: 1.2.3.4}',
      'aws',
      { CloudTrailEvent: '{"eventName":"StopLogging","sourceIPAddress":"1.2.3.4"}' },
    ],
    [
      'azure/activitylogs',
      '{operationName: MICROSOFT.AUTHORIZATION/LOCKS/DELETE, CategoryValue: Administrative}',
      'azure',
      { operationName: 'Microsoft.Authorization/locks/delete', category: 'Administrative' },
    ],
    [
      'azure/activitylogs',
      '{OperationNameValue: Microsoft.Authorization/locks/delete, status: Succeeded}',
      'azure',
      {
        operationName: { value: 'Microsoft.Authorization/locks/delete', localizedValue: 'Delete' },
        status: { value: 'Succeeded' },
      },
    ],
    [
      'azure/auditlogs',
      "{Category: UserManagement, OperationName: Update user, Status: Success, 'properties.message': Update user}",
      'microsoft-365',
      directoryAudit,
    ],
    ['azure/auditlogs', "{ConsentContext.IsAdminConsent: 'false'}", 'microsoft-365', directoryAudit],
    [
      'azure/auditlogs',
      '{TargetResources.ModifiedProperties.DisplayName|contains: AdminConsent}',
      'microsoft-365',
      directoryAudit,
    ],
    [
      'azure/auditlogs',
      "{operationName: Add member to role, 'properties.targetResources|contains': Admins, LoggedByService: PIM}",
      'azure',
      exported,
    ],
    [
      'azure/signinlogs',
      "{ResultType: 0, Status: Success, location: DE, DeviceDetail.isCompliant: 'false', DeviceDetail.trusttype: ''}",
      'microsoft-365',
      signIn,
    ],
    ['azure/signinlogs', '{resultType: 50126, userAgent|contains: axios, Status: failure}', 'azure', exportedSignIn],
    [
      'azure/riskdetection',
      '{riskEventType: anonymizedIPAddress}',
      'microsoft-365',
      { riskEventType: 'anonymizedIPAddress' },
    ],
    [
      'azure/pim',
      '{riskEventType: noMfaOnRoleActivationAlertIncident}',
      'microsoft-365',
      { alertDefinitionId: 'x', '@odata.type': '#microsoft.graph.noMfaOnRoleActivationAlertIncident' },
    ],
    [
      'okta/okta',
      '{eventType: user.session.start, debugContext.debugData.requestUri: /x}',
      'okta',
      { eventType: 'user.session.start', debugContext: { debugData: { requestUri: '/x' } } },
    ],
    [
      'okta/okta',
      '{eventtype: user.session.start, client.user.id: 7}',
      'okta',
      { eventType: 'user.session.start', client: { id: 7 } },
    ],
    [
      'm365/audit',
      '{Operation: New-InboxRule, Parameters|contains: MoveToFolder, RequestType: "Cmsi:Cmsi"}',
      'microsoft-365',
      inboxRule,
    ],
    ['m365/exchange', '{eventSource: Exchange, eventName: New-InboxRule, status: success}', 'microsoft-365', inboxRule],
    [
      'm365/threat_management',
      '{eventSource: SecurityComplianceCenter, eventName: Impossible travel activity, status: success}',
      'microsoft-365',
      alert,
    ],
    ['m365/threat_detection', '{Payload|contains: f3u}', 'microsoft-365', alert],
    [
      'github/audit',
      '{action: repo.archived, actor_location.country: US}',
      'github',
      { action: 'repo.archived', actor_location: { country_code: 'US' } },
    ],
    [
      'bitbucket/audit',
      '{auditType.category: Security, auditType.action: x}',
      'atlassian',
      { category: 'Security', summary: 'x' },
    ],
    ['gcp/gcp.audit', '{gcp.audit.method_name: storage.buckets.list}', 'gcp', gcp],
    [
      'gcp/gcp.audit',
      "{data.protoPayload.authorizationInfo.granted: 'true', data.protoPayload.resource.type: k8s_cluster, data.protoPayload.logName: cloudaudit.googleapis.com%2Factivity}",
      'gcp',
      gcp,
    ],
    ['onelogin/onelogin.events', '{event_type_id: 3}', 'onelogin', { event_type_id: 3 }],
  ])('%s: %s', (log, selection, connector, row) => {
    expect(passes(log, selection, connector, row)).toBe(true)
    expect(passes(log, selection, connector, {})).toBe(false)
    expect(passes(log, selection, 'slack', row)).toBe(false)
  })

  it('Google Workspace: each event of a row is judged by itself, with its parameters by name', () => {
    const selection =
      "{eventService: admin.googleapis.com, eventName: CHANGE_APPLICATION_SETTING, setting_name|startswith: ContextAware, new_value: 'false'}"
    const both = [0, 1].map(part =>
      passes('gcp/google_workspace.admin', selection, 'google-workspace', workspaceRow, part),
    )
    expect(both).toEqual([false, true])
    expect(passes('gcp/google_workspace.login', selection, 'google-workspace', workspaceRow, 1)).toBe(false)
  })

  it.each([
    [
      'a sign-in for a directory audit',
      'azure/auditlogs',
      '{category: UserManagement}',
      { ...signIn, category: 'UserManagement' },
    ],
    ['an Exchange record for an alert', 'm365/threat_management', '{status: success}', inboxRule],
  ])('does not take %s', (_, log, selection, row) => {
    expect(passes(log, selection, 'microsoft-365', row)).toBe(false)
  })

  it('each once', () => {
    const names = SOURCES.map(({ product, service }) => `${product}/${service}`)
    expect(new Set(names).size).toBe(names.length)
  })
})
