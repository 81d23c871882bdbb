import type { VendorAnswer } from '../../replay/vendor.ts'
import { xml } from './xml.ts'
import type { XmlValue } from './xml.ts'

const REQUEST_ID = '7a62c49f-347e-4fc4-9331-6e8e1f2a3b4c'

/** An answer of a JSON 1.1 service; `body` may be JSON text already. */
export function jsonAnswer(body: object | string, status = 200): VendorAnswer {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': REQUEST_ID },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }
}

export function jsonError(code: string, message: string, status = 400): VendorAnswer {
  return jsonAnswer({ __type: code, message }, status)
}

/** An answer of a query service: `{action}Response` around `{action}Result`; without a result for actions that return nothing. */
export function queryAnswer(service: 'iam' | 'sts', action: string, result?: XmlValue): VendorAnswer {
  const namespace = ` xmlns="https://${service}.amazonaws.com/doc/${service === 'iam' ? '2010-05-08' : '2011-06-15'}/"`
  const parts: Record<string, XmlValue> = { ResponseMetadata: { RequestId: REQUEST_ID } }
  const body = xml(
    `${action}Response`,
    result === undefined ? parts : { [`${action}Result`]: result, ...parts },
    namespace,
  )
  return xmlAnswer(200, body)
}

export function queryError(status: number, code: string, message: string): VendorAnswer {
  const error = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message }
  return xmlAnswer(status, xml('ErrorResponse', { Error: error, RequestId: REQUEST_ID }))
}

export function xmlAnswer(status: number, body: string): VendorAnswer {
  return { status, headers: { 'content-type': 'text/xml' }, body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}` }
}

/** An answer of EC2: fields directly in `{action}Response`. */
export function ec2Answer(action: string, fields: { [name: string]: XmlValue | undefined }): VendorAnswer {
  const namespace = ' xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"'
  return xmlAnswer(200, xml(`${action}Response`, { requestId: REQUEST_ID, ...fields }, namespace))
}

export function ec2Error(status: number, code: string, message: string): VendorAnswer {
  const errors = { Error: { Code: code, Message: message } }
  return xmlAnswer(status, xml('Response', { Errors: errors, RequestID: REQUEST_ID }))
}

/** An answer of a service with paths and JSON; a failure names its code in the body and in a header. */
export function restAnswer(body: object): VendorAnswer {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

export function restError(status: number, code: string, message: string): VendorAnswer {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': code }
  return { status, headers, body: JSON.stringify({ __type: code, Message: message }) }
}
