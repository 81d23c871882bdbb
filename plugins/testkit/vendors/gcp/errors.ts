import type { VendorAnswer } from '../../replay/vendor.ts'

/** An error in the form that Google Cloud's APIs share. */
export const gcpError = (code: number, status: string, message: string, details: object[] = []): VendorAnswer => ({
  status: code,
  body: { error: { code, message, status, ...(details.length > 0 && { details }) } },
})

export const invalid = (message: string) => gcpError(400, 'INVALID_ARGUMENT', message)
export const notFound = (what: string) => gcpError(404, 'NOT_FOUND', `${what} was not found.`)
export const denied = (permission: string) =>
  gcpError(403, 'PERMISSION_DENIED', `Permission '${permission}' denied on resource (or it may not exist).`)

/** Too many log reads in a minute; when to come back is not said. */
export const exhausted = (limit: number) =>
  gcpError(429, 'RESOURCE_EXHAUSTED', "Quota exceeded for quota metric 'Read requests'.", [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'RATE_LIMIT_EXCEEDED',
      domain: 'googleapis.com',
      metadata: { service: 'logging.googleapis.com', quota_limit_value: String(limit) },
    },
  ])
