/** Actions that change who is an administrator, who has a second step, and who can sign in: what touches checks of users. */
export const adminRoles = [
  'admin.GRANT_ADMIN_PRIVILEGE',
  'admin.REVOKE_ADMIN_PRIVILEGE',
  'admin.ASSIGN_ROLE',
  'admin.UNASSIGN_ROLE',
]

export const secondSteps = [
  'admin.ENFORCE_STRONG_AUTHENTICATION',
  'admin.ALLOW_STRONG_AUTHENTICATION',
  'admin.TURN_OFF_2_STEP_VERIFICATION',
  'admin.UNENROLL_USER_FROM_STRONG_AUTH',
  'login.2sv_enroll',
  'login.2sv_disable',
  'user_accounts.2sv_enroll',
  'user_accounts.2sv_disable',
]

export const activeUsers = [
  'admin.CREATE_USER',
  'admin.UNDELETE_USER',
  'admin.DELETE_USER',
  'admin.SUSPEND_USER',
  'admin.UNSUSPEND_USER',
  'admin.ARCHIVE_USER',
  'admin.UNARCHIVE_USER',
]
