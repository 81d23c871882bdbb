import { createHmac, timingSafeEqual } from 'node:crypto'
import { CasbahError } from '../errors.ts'

/** Makes and reads cursors: a position, signed for one tenant and one list, so that an invented or borrowed one is refused. */
export class Cursors {
  private readonly key: Uint8Array
  constructor(key: Uint8Array) {
    this.key = key
  }

  /** `list` names what it is a place in, such as `activities:TIME_DESC`. */
  encode(tenant: string, list: string, position: unknown): string {
    const body = Buffer.from(JSON.stringify(position))
    return Buffer.concat([this.sign(tenant, list, body), body]).toString('base64url')
  }

  decode<T>(tenant: string, list: string, cursor: string): T {
    const bytes = Buffer.from(cursor, 'base64url')
    const body = bytes.subarray(12)
    if (bytes.length < 13 || !timingSafeEqual(bytes.subarray(0, 12), this.sign(tenant, list, body)))
      throw new CasbahError(
        'BAD_CURSOR',
        'The cursor does not belong to this list. Take `endCursor` or an edge’s `cursor` of the same query, or leave `after` out to begin at the start.',
      )
    return JSON.parse(body.toString('utf8')) as T
  }

  private sign(tenant: string, list: string, body: Buffer): Buffer {
    return createHmac('sha256', this.key).update(`${tenant}\0${list}\0`).update(body).digest().subarray(0, 12)
  }
}
