import { FAMILIES } from '../volume/families.ts'
import { volumeKind } from '../volume/volume-kind.ts'

/** What somebody does to machines and storage. */
export const CLOUD_KINDS = [
  volumeKind('vm-creation-burst', FAMILIES.vmCreate, { did: 'created', things: 'machines' }),
  volumeKind('vm-deletion-burst', FAMILIES.vmDelete, { did: 'deleted', things: 'machines' }),
  volumeKind('storage-deletion-burst', FAMILIES.storageDelete, {
    did: 'deleted',
    things: 'buckets, volumes, databases or backups',
  }),
]
