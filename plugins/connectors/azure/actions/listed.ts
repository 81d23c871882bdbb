import { confirmListed, type ActionInput } from '@casbah/sdk'

/** Judges a list of Azure's by whether it has the one of that name. */
export const listed = (what: string, value: (input: ActionInput) => string, is: boolean) =>
  confirmListed({ vendor: 'Azure', what, list: 'value', more: 'nextLink', id: 'name', value, is })
