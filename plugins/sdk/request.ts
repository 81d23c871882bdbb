/** Query parameters; `undefined` leaves one out. Values are encoded by the host. */
export type Query = Record<string, string | number | boolean | undefined>

/**
 * One HTTP request, as data. The host adds credentials, user agent, time-outs and retries; a connector never sees them.
 * Exactly one of `path` and `url` is given.
 */
export interface HttpRequest {
  /** GET when left out. */
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path below the card's `baseUrl`, starting with `/`. */
  path?: string
  /** Whole https address, for vendors with several hosts; its host must be one that the card allows. */
  url?: string
  query?: Query
  headers?: Record<string, string>
  /** Sent as JSON. */
  json?: unknown
  /** Sent as `application/x-www-form-urlencoded`. */
  form?: Query
  /** Sent as it is, under that content type, such as a SOAP envelope. */
  text?: { type: string; body: string }
  /** Whom to act as, where the way to sign in can (`jwtBearer`): the vendor's name for the person, mostly the e-mail address. */
  subject?: string
  /** For AWS Signature v4: the service and region to sign for. */
  sign?: { service: string; region: string }
}
