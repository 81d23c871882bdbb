import { defineTemplate } from './define-template.ts'
import * as technique from './techniques.ts'

const APPS = [
  ['atlassian', 'Atlassian'],
  ['aws', 'Amazon Web Services'],
  ['azure', 'Azure'],
  ['box', 'Box'],
  ['docusign', 'DocuSign'],
  ['dropbox', 'Dropbox'],
  ['egnyte', 'Egnyte'],
  ['gcp', 'Google Cloud'],
  ['github', 'GitHub'],
  ['google-workspace', 'Google Workspace'],
  ['microsoft-365', 'Microsoft 365'],
  ['netdocuments', 'NetDocuments'],
  ['okta', 'Okta'],
  ['onelogin', 'OneLogin'],
  ['salesforce', 'Salesforce'],
  ['servicenow', 'ServiceNow'],
  ['slack', 'Slack'],
  ['smartsheet', 'Smartsheet'],
  ['webex', 'Webex'],
  ['workday', 'Workday'],
  ['zendesk', 'Zendesk'],
] as const

/** Controls that come to fail. The first assessment of an app says how things stand and raises nothing. */
export const POSTURE_TEMPLATES = [
  posture(
    'control-critical-fails',
    'Important control regresses',
    'HIGH',
    [technique.DISABLE_TOOLS],
    { severity: ['CRITICAL', 'HIGH'] },
    'A control of high or critical severity comes to fail, or its exception runs out while it fails.',
    { isBuiltIn: true },
  ),
  posture(
    'control-fails',
    'Any control regresses',
    'MEDIUM',
    [technique.DISABLE_TOOLS],
    {},
    'Any control comes to fail.',
  ),
  posture(
    'control-sign-in-fails',
    'Control of signing in regresses',
    'HIGH',
    [technique.MODIFY_AUTH],
    { category: ['mfa', 'password', 'session', 'admin'] },
    'A control of second factors, passwords, sessions or administrators comes to fail.',
  ),
  posture(
    'control-sharing-fails',
    'Control of sharing regresses',
    'MEDIUM',
    [technique.OVER_WEB_SERVICE],
    { category: ['sharing', 'public', 'guest', 'dlp'] },
    'A control of what is open to others comes to fail.',
  ),
  posture(
    'control-logging-fails',
    'Control of logging regresses',
    'HIGH',
    [technique.DISABLE_LOGS],
    { category: ['logging', 'alerting'] },
    'A control of audit logs or alerts comes to fail.',
  ),
  posture(
    'control-keys-fail',
    'Control of keys and apps regresses',
    'MEDIUM',
    [technique.CLOUD_CREDENTIALS],
    { category: ['keys', 'oauth', 'supply-chain'] },
    'A control of keys, tokens or third-party apps comes to fail.',
  ),
  posture(
    'control-cis-fails',
    'Control of a CIS benchmark regresses',
    'MEDIUM',
    [technique.DISABLE_TOOLS],
    { framework: ['CIS GitHub', 'CIS Controls', 'CIS AWS Foundations', 'CIS Google Workspace'] },
    'A control that a CIS benchmark asks for comes to fail. Put the frameworks that you answer for in the place of those given.',
  ),
  posture(
    'control-blind',
    'Control can no longer be judged',
    'LOW',
    [technique.DISABLE_TOOLS],
    { status: ['CANNOT_TELL', 'ERROR'] },
    'A control could be judged and cannot any more: rights were taken away, or an endpoint is gone.',
  ),
  ...APPS.map(([connector, app]) =>
    posture(
      `control-fails-${connector}`,
      `Control of ${app} regresses`,
      'MEDIUM',
      [technique.DISABLE_TOOLS],
      { connector: [connector] },
      `Any control of ${app} comes to fail.`,
      { connector },
    ),
  ),
]

function posture(
  id: string,
  name: string,
  severity: 'LOW' | 'MEDIUM' | 'HIGH',
  mitre: (typeof technique.DISABLE_TOOLS)[],
  filter: object,
  description: string,
  more: { connector?: string; isBuiltIn?: boolean } = {},
) {
  return defineTemplate({ id, name, description, kind: 'POSTURE', severity, definition: { filter }, mitre, ...more })
}
