import type { VendorAnswer } from '../../replay/vendor.ts'

/** An error in ServiceNow's form. */
export function servicenowError(status: number, message: string, detail: string | null = null): VendorAnswer {
  return { status, body: { error: { message, detail }, status: 'failure' } }
}

export const notAuthenticated = () =>
  servicenowError(401, 'User Not Authenticated', 'Required to provide Auth information')
export const notAuthorised = () => servicenowError(403, 'User Not Authorized', 'Failed API level ACL Validation')
export const noRecord = () =>
  servicenowError(404, 'No Record found', "Record doesn't exist or ACL restricts the record retrieval")
