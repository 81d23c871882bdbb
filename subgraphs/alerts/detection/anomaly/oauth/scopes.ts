/** Rights over a whole tenant: who has one of them has all. A star at the end stands for anything. */
export const CRITICAL_SCOPES = [
  'https://mail.google.com/',
  'https://www.googleapis.com/auth/admin.directory.*',
  'https://www.googleapis.com/auth/cloud-platform',
  'https://www.googleapis.com/auth/apps.*',
  'full_access_as_app',
  'RoleManagement.ReadWrite.*',
  'AppRoleAssignment.ReadWrite.All',
  'Application.ReadWrite.All',
  'Directory.ReadWrite.All',
  'Directory.AccessAsUser.All',
  'okta.users.manage',
  'okta.apps.manage',
  'admin:org',
  'admin:enterprise',
]

/** Rights over what people write and keep. */
export const RISKY_SCOPES = [
  'https://www.googleapis.com/auth/gmail.*',
  'https://www.googleapis.com/auth/drive',
  'https://www.googleapis.com/auth/drive.readonly',
  'https://www.googleapis.com/auth/script.*',
  'https://www.googleapis.com/auth/contacts',
  'https://www.googleapis.com/auth/chat.*',
  'Mail.*',
  'MailboxSettings.ReadWrite',
  'EWS.AccessAsUser.All',
  'Files.*',
  'Sites.*',
  'Contacts.*',
  'Notes.*',
  'Chat.*',
  'User.ReadWrite.All',
  'Group.ReadWrite.All',
  'repo',
  'delete_repo',
  'workflow',
  'full',
  'okta.*',
]

/** The rights of a list that are meant by another. */
export function among(scopes: readonly string[], list: readonly string[]): string[] {
  return scopes.filter(scope => {
    const lower = scope.toLowerCase()
    return list.some(each =>
      each.endsWith('*') ? lower.startsWith(each.slice(0, -1).toLowerCase()) : lower === each.toLowerCase(),
    )
  })
}
