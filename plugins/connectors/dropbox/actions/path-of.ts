import type { ActionInput } from '@casbah/sdk'

/** A file or folder by its ID, a shared folder by its namespace: both hold wherever it was moved to. */
export function pathOf({ target: { externalId: id } }: ActionInput): string {
  if (id.startsWith('id:')) return id
  if (/^\d+$/.test(id)) return `ns:${id}`
  throw new Error('Dropbox gave no ID for this, so Casbah cannot say what is meant. Use the admin console.')
}

/** The ID of a shared folder; throws for a folder that is only linked to. */
export function folderId({ target: { externalId: id } }: ActionInput): string {
  if (/^\d+$/.test(id)) return id
  throw new Error('This folder is not shared with anybody: only links lead to it. Revoke those.')
}
