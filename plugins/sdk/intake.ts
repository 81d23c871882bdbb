/**
 * How a pushed request proves that the vendor sent it; `{name}` stands for a field of the credentials. Compared in constant time.
 * - `hmac`: a header holds the keyed hash of `signed`, in which `{body}` is the body as it came and `{timestamp}` the value of `timestampHeader`;
 *   the body alone when left out. A timestamp further off than `toleranceSeconds` (300) is refused. `prefix` stands before the hash, such as `sha256=`.
 * - `token`: a header or query parameter holds the secret itself, after `prefix`.
 * - `basic`: HTTP basic authentication.
 */
export type IntakeSignature =
  | {
      type: 'hmac'
      header: string
      algorithm: 'sha1' | 'sha256' | 'sha512'
      encoding: 'hex' | 'base64'
      secret: string
      prefix?: string
      signed?: string
      timestampHeader?: string
      toleranceSeconds?: number
    }
  | { type: 'token'; secret: string; header?: string; query?: string; prefix?: string }
  | { type: 'basic'; username: string; password: string }

/**
 * What a vendor asks to see that the address is ours: the value it sends (in a header, a query parameter or a field of the body) goes back, as plain
 * text or as `field` of a JSON object. `method` and `bodyIncludes` tell such a request from events. Asked before the signature unless `signed`.
 */
export interface IntakeHandshake {
  method: 'GET' | 'POST' | 'OPTIONS'
  from: { header: string } | { query: string } | { body: string }
  to: { text: true } | { field: string } | { header: string }
  bodyIncludes?: string
  signed?: boolean
}

/** A stream that the vendor pushes. Answered with 2xx only when what came is durable. */
export interface Intake {
  signature: IntakeSignature
  handshake?: IntakeHandshake
  /** Path of the rows in the body; '' when the body is the list. A body that is one object is one row. */
  rows: string
  /** Headers that are laid into each row, as a field of that name in lower case with `_` for `-`, such as `x_github_event`. */
  headers?: string[]
}
