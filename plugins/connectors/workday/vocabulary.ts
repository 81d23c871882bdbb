import type { Vocabulary } from '@casbah/sdk'

/** Tasks that change security, the tenant or its ways for machines. */
export const administration: Vocabulary = {
  // Who may do what
  'Create Security Group': ['role.create', 3004, 1],
  'Edit Security Group': ['role.update', 3004, 3],
  'Delete Security Group': ['role.delete', 3004, 4],
  'Maintain Permissions for Security Group': ['role.update', 3004, 3],
  'Copy Security Group Permissions': ['role.update', 3004, 3],
  'Assign User-Based Security Groups for Person': ['role.grant', 3005, 1],
  'Assign Users to User-Based Security Group': ['group.add_member', 3006, 3],
  'Assign Roles': ['role.grant', 3005, 1],
  'Edit Domain Security Policy Permissions': ['policy.update', 3004, 3],
  'Edit Business Process Security Policy': ['policy.update', 3004, 3],
  'Activate Pending Security Policy Changes': ['policy.update', 3004, 3],
  'Activate Previous Security Timestamp': ['policy.update', 3004, 3],

  // How people sign in
  'Manage Authentication Policies': ['policy.update', 3004, 3],
  'Edit Authentication Policy': ['policy.update', 3004, 3],
  'Activate All Pending Authentication Policy Changes': ['policy.update', 3004, 3],
  'Maintain Password Rules': ['policy.update', 3004, 3],
  'Maintain IP Ranges': ['network_zone.update', 3004, 3],
  'Edit Tenant Setup - Security': ['setting.update', 3004, 3],
  'Edit Tenant Setup - System': ['setting.update', 3004, 3],
  'Create X509 Public Key': ['key.create', 3004, 1],
  'Create x509 Private Key Pair': ['key.create', 3004, 1],

  // Accounts
  'Create Workday Account': ['user.create', 3001, 1],
  'Edit Workday Account': ['user.update', 3001, 99],
  'Create Integration System User': ['user.create', 3001, 1],
  'Reset Password': ['password.reset', 3001, 4],
  'Reset Challenge Questions': ['recovery.update', 3001, 99],
  'Reset Multifactor Authentication': ['mfa.disable', 3001, 11],
  'Start Proxy': ['user.impersonate', 3002, 7],
  'Create Proxy Access Policy': ['policy.create', 3004, 1],
  'Edit Proxy Access Policy': ['policy.update', 3004, 3],

  // Ways for machines
  'Register API Client': ['app.create', 3004, 1],
  'Register API Client for Integrations': ['app.create', 3004, 1],
  'Edit API Client': ['app.update', 3004, 3],
  'Edit API Client for Integrations': ['app.update', 3004, 3],
  'Delete API Client': ['app.delete', 3004, 4],
  'Generate New API Client Secret': ['key.create', 3004, 1],
  'Manage Refresh Tokens for Integrations': ['token.create', 3004, 1],
  'Create Integration System': ['app.create', 3004, 1],
  'Edit Integration System': ['app.update', 3004, 3],
  'Launch / Schedule Integration': ['workflow.run', 6003, 1],
  'Edit Business Process Definition': ['workflow.update', 6003, 3],
}

/** Tasks that change what is kept of people and money. */
export const deeds: Vocabulary = {
  'Change My Payment Elections': ['payment.update', 3001, 99],
  'Manage Payment Elections': ['payment.update', 3001, 99],
  'Change My Personal Information': ['user.update', 3001, 99],
  'Change My Contact Information': ['user.update', 3001, 99],
  'Change Contact Information': ['user.update', 3001, 99],
  'Change Personal Information': ['user.update', 3001, 99],
  'Change Password': ['password.change', 3001, 3],
  'Change Job': ['user.update', 3001, 99],
  'Hire Employee': ['user.create', 3001, 1],
  'Terminate Employee': ['user.deactivate', 3001, 5],
  'Request Compensation Change': ['user.update', 3001, 99],
  'Create Custom Report': ['report.create', 6003, 1],
  'Edit Custom Report': ['report.update', 6003, 3],
  'Delete Custom Report': ['report.delete', 6003, 4],
}

/** Tasks by which data is taken, whatever kind of action they are logged as. */
export const takings: Vocabulary = {
  'Export to Excel': ['report.export', 6001, 7],
  'Export to Excel (All Data)': ['report.export', 6001, 7],
  'Export to PDF': ['report.export', 6001, 7],
  'Schedule a Report': ['report.export', 6001, 7],
  'Run Custom Report': ['report.read', 6001, 2],
}

export const vocabulary: Vocabulary = {
  // Kinds of action, where the task says no more
  READ: ['page.read', 6001, 2],
  WRITE: ['resource.update', 6003, 3],

  // Sign-ons
  'Sign On': ['user.login', 3002, 1],
  'Password Changed': ['password.change', 3001, 3],
  'Forgotten Password Reset Request': ['password.reset', 3001, 4],
  'MFA Enrollment': ['mfa.enable', 3001, 10],

  ...administration,
  ...deeds,
  ...takings,
}
