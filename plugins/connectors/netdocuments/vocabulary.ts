import type { Vocabulary } from '@casbah/sdk'

/** Actions as the help centre writes them; the logs are matched without regard to case, blanks and signs. */
export const vocabulary: Vocabulary = {
  // History of a document
  'Access modification': ['file.share', 6003, 3],
  Approve: ['file.approve', 6003, 3],
  Approved: ['file.approve', 6003, 3],
  'Check In': ['file.update', 6003, 3],
  'Checked In': ['file.update', 6003, 3],
  Copy: ['file.copy', 6003, 1],
  Create: ['file.create', 6003, 1],
  Delete: ['file.delete', 6003, 4],
  'Delete a version': ['file.delete_version', 6003, 4],
  'Deliver a secure link': ['file.share', 6003, 3],
  'Deliver a secured link': ['file.share', 6003, 3],
  'Designating an official version': ['file.update', 6003, 3],
  Download: ['file.download', 6003, 2],
  Edit: ['file.update', 6003, 3],
  'Edit (content)': ['file.update', 6003, 3],
  Edited: ['file.update', 6003, 3],
  'Edit profile': ['file.update', 6003, 3],
  'Email link': ['file.share', 6003, 3],
  'Email copy': ['file.send', 6003, 2],
  'New version': ['file.update', 6003, 3],
  Open: ['file.read', 6003, 2],
  Opened: ['file.read', 6003, 2],
  Move: ['file.move', 6003, 3],
  Print: ['file.print', 6003, 2],
  Rename: ['file.rename', 6003, 3],
  Review: ['file.read', 6003, 2],
  Sign: ['file.sign', 6003, 3],
  Upload: ['file.upload', 6003, 1],
  View: ['file.read', 6003, 2],

  // Administration
  'Repository add users': ['org.add_member', 3005, 1],
  'Repository remove users': ['org.remove_member', 3005, 2],
  'Repository add groups': ['group.create', 3006, 6],
  'Repository remove groups': ['group.delete', 3006, 5],
  // Both are switches: cabinet administrators may add people from outside; threads may be shown to them.
  'Add external users': ['policy.update', 3004, 3],
  'ndThread external expose': ['policy.update', 3004, 3],
}
