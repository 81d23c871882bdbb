/** Apps in which ending an account ends the person: by slug of the connector. */
export const IDENTITY_PROVIDERS: ReadonlySet<string> = new Set([
  'okta',
  'onelogin',
  'google-workspace',
  'microsoft-365',
  'azure',
])

/** What they say when an account ends, and when it is given back. */
export const ENDING = ['user.delete', 'user.suspend', 'user.deactivate', 'user.disable']
export const RETURNING = ['user.unsuspend', 'user.activate', 'user.enable', 'user.restore', 'user.create']
