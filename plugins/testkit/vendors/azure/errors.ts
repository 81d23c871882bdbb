import type { VendorAnswer } from '../../replay/vendor.ts'

/** An error in the form of the Resource Manager. */
export const armError = (status: number, code: string, message: string): VendorAnswer => ({
  status,
  body: { error: { code, message } },
})

/** An error in the form of the activity log, which has no `error` around it. */
export const logError = (status: number, code: string, message: string): VendorAnswer => ({
  status,
  body: { code, message },
})

export const noResource = (id: string) => armError(404, 'ResourceNotFound', `The Resource '${id}' was not found.`)
