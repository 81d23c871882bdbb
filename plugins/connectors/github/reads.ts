import type { Config, ReadSpec } from '@casbah/sdk'
import { orgPath } from './card.ts'

/** Settings that the checks read. GitHub leaves fields out of `organization` for callers who are not owners. */
export const reads = {
  /** The organisation with its security settings. */
  organization: {
    request: (config: Config) => ({ path: orgPath(config) }),
    scope: 'admin:org',
  },
  /** All owners. */
  owners: {
    request: (config: Config) => ({ path: `${orgPath(config)}/members`, query: { role: 'admin', per_page: 100 } }),
    rows: '',
    page: { style: 'link' },
    scope: 'read:org',
  },
  /** `{default_workflow_permissions, can_approve_pull_request_reviews}`. */
  workflowPermissions: {
    request: (config: Config) => ({ path: `${orgPath(config)}/actions/permissions/workflow` }),
    scope: 'admin:org',
  },
} satisfies Record<string, ReadSpec>
