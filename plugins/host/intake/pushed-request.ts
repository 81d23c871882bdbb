/** A request by which a vendor hands events on, as it came. */
export interface PushedRequest {
  method: string
  query: URLSearchParams
  /** Names in lower case. */
  headers: Record<string, string>
  body: Uint8Array
}
