import type { VendorAnswer } from '../../replay/vendor.ts'

/** An error in Salesforce's form, which is a list. */
export function salesforceError(status: number, errorCode: string, message: string): VendorAnswer {
  return { status, body: [{ message, errorCode }] }
}

/** A query that cannot be answered. */
export class SoqlError extends Error {
  readonly code: string

  constructor(code: 'MALFORMED_QUERY' | 'INVALID_FIELD' | 'INVALID_TYPE' | 'INVALID_QUERY_LOCATOR', message: string) {
    super(message)
    this.code = code
  }
}
