import type { Parent } from '@casbah/sdk'
import type { ListingData } from '../description.ts'
import type { InventoryCommit } from './inventory-store.ts'

/** What one piece of reading found, before it is kept; what is left out is nothing. */
export type Step = Pick<InventoryCommit, 'place'> &
  Partial<Pick<InventoryCommit, 'objects' | 'gone' | 'ended' | 'replaces' | 'settled' | 'forgets' | 'feed'>> & {
    listing?: ListingData
    parent?: Parent | null
  }
