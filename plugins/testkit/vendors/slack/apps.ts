import type { VendorAnswer } from '../../replay/vendor.ts'
import { done, failed } from './answers.ts'
import type { SlackOrganisation } from './organisation.ts'
import { pageOf } from './paging.ts'
import type { SlackApp } from './settings.ts'

const SENSITIVE = /^admin|history|auditlogs/

export function listApps(
  { settings, enterprise, pageRows }: SlackOrganisation,
  query: URLSearchParams,
  state: SlackApp['state'],
): VendorAnswer {
  if (query.get('enterprise_id') !== enterprise) return failed('enterprise_not_found')
  const paged = pageOf(
    settings.apps.filter(app => app.state === state),
    query,
    Math.min(1_000, pageRows),
  )
  if (!paged) return failed('invalid_cursor')
  const rows = paged.page.map(({ id, name, scopes }) => ({
    app: { id, name, is_app_directory_approved: true, is_internal: false },
    scopes: scopes.map(scope => ({ name: scope, is_sensitive: SENSITIVE.test(scope), token_type: 'user' })),
    date_updated: 1_767_000_000,
  }))
  return done({ [`${state}_apps`]: rows, response_metadata: { next_cursor: paged.next } })
}

/** The description of 2021 has restricting, and leaves approving out. */
export function decideApp(
  { settings, enterprise, record }: SlackOrganisation,
  form: URLSearchParams,
  state: SlackApp['state'],
): VendorAnswer {
  if (form.get('enterprise_id') !== enterprise) return failed('enterprise_not_found')
  const app = settings.apps.find(({ id }) => id === form.get('app_id'))
  if (!app) return failed('app_not_found')
  if (app.state === state) return failed(state === 'approved' ? 'already_approved' : 'already_restricted')
  app.state = state
  const { id, name, scopes } = app
  record(state === 'approved' ? 'app_approved' : 'app_restricted', {
    type: 'app',
    app: { id, name, is_distributed: true, is_directory_approved: true, is_workflow_app: false, scopes },
  })
  return { ...done(), ...(state === 'approved' && { undescribed: true }) }
}
