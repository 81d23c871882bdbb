import type { VendorAnswer } from '../../replay/vendor.ts'

/** An error in GitHub's form. */
export function githubError(status: number, message: string): VendorAnswer {
  return { status, body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) } }
}

/** What a request that makes no sense gets. */
export function unprocessable(field: string, message: string): VendorAnswer {
  return {
    status: 422,
    body: {
      message: 'Validation Failed',
      documentation_url: 'https://docs.github.com/rest',
      errors: [{ resource: 'AuditLog', field, code: 'invalid', message }],
    },
  }
}
