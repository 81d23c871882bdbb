import type { VendorAnswer } from '../../replay/vendor.ts'

/** An error of the REST services; `field` names what was wrong. */
export const errorOf = (status: number, error: string, field?: string): VendorAnswer => ({
  status,
  body: field ? { error, errors: [{ error, field, location: 'Query parameter' }] } : { error },
})

/** What web services answer to whatever they refuse: status 500. */
export const fault = (kind: 'Client' | 'Client.validationError', text: string): VendorAnswer => ({
  status: 500,
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  body: `<?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body><SOAP-ENV:Fault><faultcode>SOAP-ENV:${kind}</faultcode><faultstring>${text}</faultstring></SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>`,
})
