import type { VendorAnswer } from '../../replay/vendor.ts'

/** An error in Okta's form. */
export function oktaError(
  status: number,
  errorCode: string,
  errorSummary: string,
  causes: string[] = [],
): VendorAnswer {
  return {
    status,
    body: {
      errorCode,
      errorSummary,
      errorLink: errorCode,
      errorId: `oae${errorCode}${status}`,
      errorCauses: causes.map(cause => ({ errorSummary: cause })),
    },
  }
}

export const notFound = (what: string): VendorAnswer =>
  oktaError(404, 'E0000007', `Not found: Resource not found: ${what}`)

export const invalid = (summary: string, cause = summary): VendorAnswer =>
  oktaError(400, 'E0000001', `Api validation failed: ${summary}`, [cause])
