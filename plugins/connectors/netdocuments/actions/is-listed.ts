import { confirmListed, type ActionInput } from '@casbah/sdk'

/** Judges whether one is in a list, or is not, which NetDocuments gives as the answer itself. */
export const isListed = (what: string, value: (input: ActionInput) => string, is: boolean, id = 'id') =>
  confirmListed({ vendor: 'NetDocuments', what, list: '', id, value, is })
