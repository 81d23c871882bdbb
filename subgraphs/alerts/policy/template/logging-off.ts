/** Sigma rules for audit logging that is switched off, one document a vendor. */
export const LOGGING_OFF_RULES = `
title: Audit logging switched off
id: 5a1c6a0e-5d3b-4d0f-9a52-0c3a7b0f1e01
status: stable
description: A CloudTrail trail is stopped, deleted or changed so that it records less.
author: Casbah
references:
  - https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StopLogging.html
tags: [attack.defense-evasion, attack.t1562.008]
logsource: { product: aws, service: cloudtrail }
detection:
  trail:
    eventSource: cloudtrail.amazonaws.com
    eventName: [StopLogging, DeleteTrail, DeleteEventDataStore, StopEventDataStoreIngestion]
  narrowed:
    eventSource: cloudtrail.amazonaws.com
    eventName: UpdateTrail
  less_regions:
    requestParameters.isMultiRegionTrail: false
  less_proof:
    requestParameters.enableLogFileValidation: false
  less_services:
    requestParameters.includeGlobalServiceEvents: false
  selectors:
    eventSource: cloudtrail.amazonaws.com
    eventName: PutEventSelectors
    requestParameters.eventSelectors.includeManagementEvents: false
  failed:
    errorCode|exists: true
  condition: (trail or (narrowed and 1 of less_*) or selectors) and not failed
level: high
---
title: Audit logging switched off
id: 5a1c6a0e-5d3b-4d0f-9a52-0c3a7b0f1e02
status: stable
description: The audit log of a GitHub enterprise or organisation is no longer streamed.
author: Casbah
references:
  - https://docs.github.com/en/enterprise-cloud@latest/admin/monitoring-activity-in-your-enterprise/reviewing-audit-logs-for-your-enterprise/streaming-the-audit-log-for-your-enterprise
tags: [attack.defense-evasion, attack.t1562.008]
logsource: { product: github, service: audit }
detection:
  streaming:
    action: [audit_log_streaming.destroy, audit_log_git_event_export.disable, org.disable_audit_log_git_events]
  condition: streaming
level: high
---
title: Audit logging switched off
id: 5a1c6a0e-5d3b-4d0f-9a52-0c3a7b0f1e03
status: stable
description: An Okta log stream or event hook, by which the System Log leaves the organisation, is deactivated or deleted.
author: Casbah
references:
  - https://developer.okta.com/docs/reference/api/event-types/
tags: [attack.defense-evasion, attack.t1562.008]
logsource: { product: okta, service: okta }
detection:
  stream:
    eventType: [system.log_stream.lifecycle.deactivate, system.log_stream.lifecycle.delete]
  hook:
    eventType: [event_hook.deactivated, event_hook.deleted]
  failed:
    outcome.result: FAILURE
  condition: (stream or hook) and not failed
level: high
`.trimStart()
