import type { Vocabulary } from '@casbah/sdk'

/** Source and action, as reports and stream name them; matched without regard to case, blanks and signs. */
export const vocabulary: Vocabulary = {
  // Files and folders
  'FILE_AUDIT Add Comment': ['comment.create', 6001, 1],
  'FILE_AUDIT Add Folder': ['folder.create', 6003, 1],
  'FILE_AUDIT Add Version': ['file.update', 6003, 3],
  'FILE_AUDIT Copy': ['file.copy', 6003, 1],
  'FILE_AUDIT Copy File': ['file.copy', 6003, 1],
  'FILE_AUDIT Copy Folder': ['folder.copy', 6003, 1],
  'FILE_AUDIT Create Folder': ['folder.create', 6003, 1],
  'FILE_AUDIT Create Link': ['file.share', 6003, 3],
  'FILE_AUDIT Delete': ['file.trash', 6003, 4],
  'FILE_AUDIT Delete File': ['file.trash', 6003, 4],
  'FILE_AUDIT Delete Folder': ['folder.trash', 6003, 4],
  'FILE_AUDIT Delete Link': ['file.unshare', 6003, 3],
  'FILE_AUDIT Delete Trash': ['file.delete', 6003, 4],
  'FILE_AUDIT Delete Version': ['file.delete_version', 6003, 4],
  'FILE_AUDIT Download': ['file.download', 6003, 2],
  'FILE_AUDIT Download File': ['file.download', 6003, 2],
  'FILE_AUDIT Download Folder': ['file.download', 6003, 2],
  'FILE_AUDIT Download Link': ['file.download', 6003, 2],
  'FILE_AUDIT Download via Link': ['file.download', 6003, 2],
  'FILE_AUDIT Lock File': ['file.lock', 6003, 3],
  'FILE_AUDIT Move': ['file.move', 6003, 3],
  'FILE_AUDIT Move File': ['file.move', 6003, 3],
  'FILE_AUDIT Move Folder': ['folder.move', 6003, 3],
  'FILE_AUDIT Preview': ['file.read', 6003, 2],
  'FILE_AUDIT Preview File': ['file.read', 6003, 2],
  'FILE_AUDIT Rename': ['file.rename', 6003, 3],
  'FILE_AUDIT Rename File': ['file.rename', 6003, 3],
  'FILE_AUDIT Rename Folder': ['folder.rename', 6003, 3],
  'FILE_AUDIT Restore File': ['file.restore', 6003, 3],
  'FILE_AUDIT Restore Folder': ['folder.restore', 6003, 3],
  'FILE_AUDIT Restore Trash': ['file.restore', 6003, 3],
  'FILE_AUDIT Unlock File': ['file.unlock', 6003, 3],
  'FILE_AUDIT Upload': ['file.upload', 6003, 1],
  'FILE_AUDIT Upload File': ['file.upload', 6003, 1],
  'FILE_AUDIT Upload File Via Link': ['file.upload', 6003, 1],

  // Sign-ins
  'LOGIN_AUDIT Account Lockout': ['user.lock', 3001, 9],
  'LOGIN_AUDIT Account Lockouts': ['user.lock', 3001, 9],
  'LOGIN_AUDIT Failed Attempt': ['user.login', 3002, 1],
  'LOGIN_AUDIT Failed Attempts': ['user.login', 3002, 1],
  'LOGIN_AUDIT Failed Login': ['user.login', 3002, 1],
  'LOGIN_AUDIT Login': ['user.login', 3002, 1],
  'LOGIN_AUDIT Logins': ['user.login', 3002, 1],
  'LOGIN_AUDIT Successful Login': ['user.login', 3002, 1],
  'LOGIN_AUDIT Logout': ['user.logout', 3002, 2],
  'LOGIN_AUDIT Logouts': ['user.logout', 3002, 2],
  'LOGIN_AUDIT Password Reset': ['password.reset', 3001, 4],
  'LOGIN_AUDIT Password Resets': ['password.reset', 3001, 4],

  // Who may do what in folders
  'PERMISSION_AUDIT Add': ['file.share', 6003, 3],
  'PERMISSION_AUDIT Change': ['file.share', 6003, 3],
  'PERMISSION_AUDIT Permission Change': ['file.share', 6003, 3],
  'PERMISSION_AUDIT Remove': ['file.unshare', 6003, 3],

  // Users
  'USER_AUDIT Add': ['user.create', 3001, 1],
  'USER_AUDIT Create': ['user.create', 3001, 1],
  'USER_AUDIT Delete': ['user.delete', 3001, 6],
  'USER_AUDIT Disable': ['user.disable', 3001, 5],
  'USER_AUDIT Edit': ['user.update', 3001, 99],
  'USER_AUDIT Enable': ['user.enable', 3001, 2],
  'USER_AUDIT Role Change': ['user.update', 3001, 99],
  'USER_AUDIT Unlock': ['user.unlock', 3001, 12],
  'USER_AUDIT Update': ['user.update', 3001, 99],

  // Groups
  'GROUP_AUDIT Add': ['group.create', 3006, 6],
  'GROUP_AUDIT Add Member': ['group.add_member', 3006, 3],
  'GROUP_AUDIT Create': ['group.create', 3006, 6],
  'GROUP_AUDIT Delete': ['group.delete', 3006, 5],
  'GROUP_AUDIT Remove Member': ['group.remove_member', 3006, 4],
  'GROUP_AUDIT Rename': ['group.update', 3006, 99],
  'GROUP_AUDIT Update': ['group.update', 3006, 99],

  // Settings of the domain
  'WG_SETTINGS_AUDIT Change': ['policy.update', 3004, 3],
  'WG_SETTINGS_AUDIT Disable': ['policy.disable', 3004, 9],
  'WG_SETTINGS_AUDIT Enable': ['policy.enable', 3004, 8],
  'WG_SETTINGS_AUDIT Update': ['policy.update', 3004, 3],

  // Approvals and reviews
  'WORKFLOW_AUDIT Approve': ['workflow.approve', 6003, 3],
  'WORKFLOW_AUDIT Cancel': ['workflow.cancel', 6003, 3],
  'WORKFLOW_AUDIT Complete': ['workflow.complete', 6003, 3],
  'WORKFLOW_AUDIT Create': ['workflow.create', 6003, 1],
  'WORKFLOW_AUDIT Reject': ['workflow.reject', 6003, 3],
}
