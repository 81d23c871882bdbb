import type { Vocabulary } from '@casbah/sdk'

/** Type of the object and action. */
export const vocabulary: Vocabulary = {
  // Access tokens
  'ACCESS_TOKEN-AUTHORIZE': ['token.create', 3004, 1],
  'ACCESS_TOKEN-CREATE': ['token.create', 3004, 1],
  'ACCESS_TOKEN-REFRESH': ['oauth_token.refresh', 3002, 3],
  'ACCESS_TOKEN-REVOKE': ['token.revoke', 3004, 4],
  'ACCESS_TOKEN-UPDATE': ['token.update', 3004, 3],

  // What administrators do for all users
  'ACCOUNT-BULK_UPDATE': ['user.update', 3001, 99],
  'ACCOUNT-DOWNLOAD_LOGIN_HISTORY': ['log.download', 6003, 2],
  'ACCOUNT-DOWNLOAD_PUBLISHED_ITEMS_REPORT': ['report.export', 6001, 7],
  'ACCOUNT-DOWNLOAD_SHEET_ACCESS_REPORT': ['report.export', 6001, 7],
  'ACCOUNT-DOWNLOAD_USER_LIST': ['user.export', 6001, 7],
  'ACCOUNT-IMPORT_USERS': ['user.import', 3004, 1],
  'ACCOUNT-LIST_SHEETS': ['data.search', 6003, 2],
  'ACCOUNT-RENAME': ['org.update', 3004, 3],
  'ACCOUNT-UPDATE_MAIN_CONTACT': ['org.update', 3004, 3],

  // Attachments
  'ATTACHMENT-CREATE': ['file.upload', 6003, 1],
  'ATTACHMENT-DELETE': ['file.delete', 6003, 4],
  'ATTACHMENT-LOAD': ['file.download', 6003, 2],
  'ATTACHMENT-SEND': ['file.send', 6003, 2],
  'ATTACHMENT-UPDATE': ['file.update', 6003, 3],

  // How people sign in, new in 2026
  'AUTHENTICATION-ACTIVATE_DOMAIN_STRICT': ['sso.enable', 3004, 8],
  'AUTHENTICATION-DEACTIVATE_DOMAIN_STRICT': ['sso.disable', 3004, 9],

  // Dashboards
  'DASHBOARD-ADD_PUBLISH': ['file.publish', 6003, 3],
  'DASHBOARD-ADD_SHARE': ['file.share', 6003, 3],
  'DASHBOARD-ADD_SHARE_MEMBER': ['file.share', 6003, 3],
  'DASHBOARD-ADD_WORKSPACE_SHARE': ['file.share', 6003, 3],
  'DASHBOARD-CREATE': ['file.create', 6003, 1],
  'DASHBOARD-DELETE': ['file.trash', 6003, 4],
  'DASHBOARD-LOAD': ['file.read', 6003, 2],
  'DASHBOARD-MOVE': ['file.move', 6003, 3],
  'DASHBOARD-PURGE': ['file.delete', 6003, 4],
  'DASHBOARD-REMOVE_PUBLISH': ['file.unpublish', 6003, 3],
  'DASHBOARD-REMOVE_SHARE': ['file.unshare', 6003, 3],
  'DASHBOARD-REMOVE_SHARE_MEMBER': ['file.unshare', 6003, 3],
  'DASHBOARD-REMOVE_WORKSPACE_SHARE': ['file.unshare', 6003, 3],
  'DASHBOARD-RENAME': ['file.rename', 6003, 3],
  'DASHBOARD-RESTORE': ['file.restore', 6003, 3],
  'DASHBOARD-SAVE_AS_NEW': ['file.copy', 6003, 1],
  'DASHBOARD-TRANSFER_OWNERSHIP': ['file.transfer', 6003, 3],
  'DASHBOARD-UPDATE': ['file.update', 6003, 3],

  // Comments
  'DISCUSSION-CREATE': ['comment.create', 6001, 1],
  'DISCUSSION-DELETE': ['comment.delete', 6001, 4],
  'DISCUSSION-SEND': ['file.send', 6003, 2],
  'DISCUSSION-SEND_COMMENT': ['file.send', 6003, 2],
  'DISCUSSION-UPDATE': ['comment.update', 6001, 3],

  // Folders
  'FOLDER-CREATE': ['folder.create', 6003, 1],
  'FOLDER-DELETE': ['folder.trash', 6003, 4],
  'FOLDER-EXPORT': ['data.export', 6001, 7],
  'FOLDER-RENAME': ['folder.rename', 6003, 3],
  'FOLDER-REQUEST_BACKUP': ['backup.create', 6003, 1],
  'FOLDER-SAVE_AS_NEW': ['folder.copy', 6003, 1],

  // Forms
  'FORM-ACTIVATE': ['form.enable', 3004, 8],
  'FORM-CREATE': ['form.create', 3004, 1],
  'FORM-DEACTIVATE': ['form.disable', 3004, 9],
  'FORM-DELETE': ['form.delete', 3004, 4],
  'FORM-UPDATE': ['form.update', 3004, 3],

  // Groups
  'GROUP-ADD_MEMBER': ['group.add_member', 3006, 3],
  'GROUP-CREATE': ['group.create', 3006, 6],
  'GROUP-DELETE': ['group.delete', 3006, 5],
  'GROUP-DOWNLOAD_SHEET_ACCESS_REPORT': ['report.export', 6001, 7],
  'GROUP-REMOVE_MEMBER': ['group.remove_member', 3006, 4],
  'GROUP-RENAME': ['group.update', 3006, 99],
  'GROUP-TRANSFER_OWNERSHIP': ['group.update', 3006, 99],
  'GROUP-UPDATE': ['group.update', 3006, 99],

  // With whom things may be shared, new in 2026
  'POLICY_SAFE_SHARING-ADD_REQUEST_FORM': ['policy.update', 3004, 3],

  // Reports
  'REPORT-ADD_SHARE': ['file.share', 6003, 3],
  'REPORT-ADD_SHARE_MEMBER': ['file.share', 6003, 3],
  'REPORT-ADD_WORKSPACE_SHARE': ['file.share', 6003, 3],
  'REPORT-CREATE': ['file.create', 6003, 1],
  'REPORT-DELETE': ['file.trash', 6003, 4],
  'REPORT-EXPORT': ['report.export', 6001, 7],
  'REPORT-LOAD': ['file.read', 6003, 2],
  'REPORT-MOVE': ['file.move', 6003, 3],
  'REPORT-PURGE': ['file.delete', 6003, 4],
  'REPORT-REMOVE_SHARE': ['file.unshare', 6003, 3],
  'REPORT-REMOVE_SHARE_MEMBER': ['file.unshare', 6003, 3],
  'REPORT-REMOVE_WORKSPACE_SHARE': ['file.unshare', 6003, 3],
  'REPORT-RENAME': ['file.rename', 6003, 3],
  'REPORT-RESTORE': ['file.restore', 6003, 3],
  'REPORT-SAVE_AS_NEW': ['file.copy', 6003, 1],
  'REPORT-SEND_AS_ATTACHMENT': ['file.send', 6003, 2],
  'REPORT-TRANSFER_OWNERSHIP': ['file.transfer', 6003, 3],
  'REPORT-UPDATE': ['file.update', 6003, 3],

  // Sheets
  'SHEET-ADD_SHARE': ['file.share', 6003, 3],
  'SHEET-ADD_SHARE_MEMBER': ['file.share', 6003, 3],
  'SHEET-ADD_WORKSPACE_SHARE': ['file.share', 6003, 3],
  'SHEET-COPY_ROW': ['file.copy', 6003, 1],
  'SHEET-CREATE': ['file.create', 6003, 1],
  'SHEET-CREATE_CELL_LINK': ['file.update', 6003, 3],
  'SHEET-DELETE': ['file.trash', 6003, 4],
  'SHEET-EXPORT': ['file.download', 6003, 2],
  'SHEET-LOAD': ['file.read', 6003, 2],
  'SHEET-MOVE': ['file.move', 6003, 3],
  'SHEET-MOVE_ROW': ['file.move', 6003, 3],
  'SHEET-PURGE': ['file.delete', 6003, 4],
  'SHEET-REMOVE_SHARE': ['file.unshare', 6003, 3],
  'SHEET-REMOVE_SHARE_MEMBER': ['file.unshare', 6003, 3],
  'SHEET-REMOVE_WORKSPACE_SHARE': ['file.unshare', 6003, 3],
  'SHEET-RENAME': ['file.rename', 6003, 3],
  'SHEET-REQUEST_BACKUP': ['backup.create', 6003, 1],
  'SHEET-RESTORE': ['file.restore', 6003, 3],
  'SHEET-SAVE_AS_NEW': ['file.copy', 6003, 1],
  'SHEET-SAVE_AS_TEMPLATE': ['template.create', 6003, 1],
  'SHEET-SEND_AS_ATTACHMENT': ['file.send', 6003, 2],
  'SHEET-SEND_ROW': ['file.send', 6003, 2],
  'SHEET-TRANSFER_OWNERSHIP': ['file.transfer', 6003, 3],
  'SHEET-UPDATE': ['file.update', 6003, 3],

  // Requests to fill in rows
  'UPDATE_REQUEST-CREATE': ['file_request.create', 6003, 1],

  // Users
  'USER-ACCEPT_INVITE': ['user.activate', 3001, 2],
  'USER-ADD_TO_ACCOUNT': ['user.create', 3001, 1],
  'USER-DECLINE_INVITE': ['user.uninvite', 3001, 6],
  'USER-DOWNLOAD_SHEET_ACCESS_REPORT': ['report.export', 6001, 7],
  'USER-REMOVE_FROM_ACCOUNT': ['user.delete', 3001, 6],
  'USER-REMOVE_FROM_GROUPS': ['group.remove_member', 3006, 4],
  'USER-REMOVE_SHARES': ['file.unshare', 6003, 3],
  'USER-SEND_INVITE': ['user.invite', 3001, 1],
  'USER-SEND_PASSWORD_RESET': ['password.reset_request', 3001, 4],
  'USER-TRANSFER_OWNED_GROUPS': ['group.update', 3006, 99],
  'USER-TRANSFER_OWNED_ITEMS': ['file.transfer', 6003, 3],
  'USER-UPDATE_USER': ['user.update', 3001, 99],

  // Workspaces
  'WORKSPACE-ADD_SHARE': ['folder.share', 6003, 3],
  'WORKSPACE-ADD_SHARE_MEMBER': ['folder.share', 6003, 3],
  'WORKSPACE-CREATE': ['folder.create', 6003, 1],
  'WORKSPACE-CREATE_RECURRING_BACKUP': ['backup_plan.create', 3004, 1],
  'WORKSPACE-DELETE': ['folder.trash', 6003, 4],
  'WORKSPACE-DELETE_RECURRING_BACKUP': ['backup_plan.delete', 3004, 4],
  'WORKSPACE-EXPORT': ['data.export', 6001, 7],
  'WORKSPACE-REMOVE_SHARE': ['folder.unshare', 6003, 3],
  'WORKSPACE-REMOVE_SHARE_MEMBER': ['folder.unshare', 6003, 3],
  'WORKSPACE-RENAME': ['folder.rename', 6003, 3],
  'WORKSPACE-REQUEST_BACKUP': ['backup.create', 6003, 1],
  'WORKSPACE-SAVE_AS_NEW': ['folder.copy', 6003, 1],
  'WORKSPACE-TRANSFER_OWNERSHIP': ['folder.transfer', 6003, 3],
  'WORKSPACE-UPDATE_RECURRING_BACKUP': ['backup_plan.update', 3004, 3],
}
