export function vocabularyFile(): string {
  return `import type { Vocabulary } from '@casbah/sdk'

/** The vendor's words for what happened, in Casbah's: action, OCSF class uid, OCSF activity id. What is missing is kept as \`other\` and counted. */
export const vocabulary: Vocabulary = {
  'user.login': ['user.login', 3002, 1],
  'user.logout': ['user.logout', 3002, 2],
  'user.created': ['user.create', 3001, 1],
  'user.deleted': ['user.delete', 3001, 6],
  'user.suspended': ['user.suspend', 3001, 5],
  'user.resumed': ['user.unsuspend', 3001, 2],
  'file.downloaded': ['file.download', 6001, 2],
  'settings.changed': ['org.update', 3004, 3],
}
`
}
