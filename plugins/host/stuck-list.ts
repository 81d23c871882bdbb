import { HostError } from './host-error.ts'

/** A cursor that leads to itself would be read for ever. */
export function stuckList(name: string): HostError {
  return new HostError(
    'BAD_ANSWER',
    `The vendor's list "${name}" leads from one page to the same page. Casbah stops there and tries again by itself.`,
  )
}
