const AUTH = 'https://www.googleapis.com/auth'

/** Google's names of the rights; each is entered in the admin console by this name. */
export const REPORTS = `${AUTH}/admin.reports.audit.readonly`
export const USERS = `${AUTH}/admin.directory.user.readonly`
export const GROUPS = `${AUTH}/admin.directory.group.readonly`
export const DOMAINS = `${AUTH}/admin.directory.domain.readonly`
export const TOKENS = `${AUTH}/admin.directory.user.security`
export const FILES = `${AUTH}/drive.metadata.readonly`
export const POLICIES = `${AUTH}/cloud-identity.policies.readonly`
export const MANAGE_USERS = `${AUTH}/admin.directory.user`
export const MANAGE_MEMBERS = `${AUTH}/admin.directory.group`
export const MANAGE_FILES = `${AUTH}/drive`
