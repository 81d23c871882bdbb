const OKTA = `logsource:
  product: okta
  service: okta`
const AWS = `logsource:
  product: aws
  service: cloudtrail`
const GITHUB = `logsource:
  product: github
  service: audit`

/** A rule and a correlation over it, in one document each. */
const over = (title: string, source: string, detection: string, correlation: string) => `title: ${title}
name: ${title.replaceAll(' ', '_')}
${source}
detection:
  selection:
    ${detection}
  condition: selection
---
title: ${title} correlated
correlation:
  rules:
    - ${title.replaceAll(' ', '_')}
  ${correlation}
`

/** One of each kind of correlation, over events that are common in the recordings. */
export const CORRELATIONS: readonly string[] = [
  over(
    'sign ins counted',
    OKTA,
    'eventType|startswith: user.session',
    'type: event_count\n  group-by: [actor.id]\n  timespan: 1h\n  condition:\n    gte: 50',
  ),
  over(
    'addresses counted',
    OKTA,
    'eventType|startswith: user.authentication',
    'type: value_count\n  group-by: [actor.id]\n  timespan: 1h\n  condition:\n    field: client.ipAddress\n    gte: 20',
  ),
  over(
    'calls counted',
    AWS,
    'eventName|startswith: Get',
    'type: event_count\n  group-by: [userIdentity.arn]\n  timespan: 10m\n  condition:\n    gte: 200',
  ),
  over(
    'regions counted',
    AWS,
    'eventSource: iam.amazonaws.com',
    'type: value_count\n  group-by: [userIdentity.arn]\n  timespan: 1h\n  condition:\n    field: eventName\n    gte: 30',
  ),
  over(
    'repositories counted',
    GITHUB,
    'action|startswith: repo',
    'type: value_count\n  group-by: [actor]\n  timespan: 1h\n  condition:\n    field: repo\n    gte: 20',
  ),
  `title: factor
name: factor
${OKTA}
detection:
  selection:
    eventType|startswith: user.mfa
  condition: selection
---
title: password
name: password
${OKTA}
detection:
  selection:
    eventType|startswith: user.account
  condition: selection
---
title: password then factor
correlation:
  type: temporal_ordered
  rules: [password, factor]
  group-by: [actor.id]
  timespan: 1h
`,
]
