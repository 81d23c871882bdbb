import { sendAnswer, type Door } from '@casbah/kit'
import { bearerOf, type Authentication } from './authentication.ts'
import { GATEWAY_ITSELF } from './caller.ts'
import { CALLER_HEADER } from './executor/transport.ts'
import { HttpRefusal, readBody, type Exchange } from './exchange.ts'

/** By path prefix, such as `/intake/`: the longest that fits takes the request. */
export type Doors = Record<string, Door>

/** Addresses of doors, with what stands behind them; told when nothing does. */
const KNOWN: [prefix: string, purpose: string][] = [
  ['/connect/callback', 'ends the consent of an app'],
  ['/intake/', 'takes events that a vendor pushes'],
  ['/export/', 'gives alerts, findings and the governance log out'],
]

const MAX_BODY_BYTES = 16 << 20

/** Hands a request to the door it is for; false when its path is none of a door. */
export async function openDoor(
  { request, response, url }: Exchange,
  doors: Doors,
  authentication: Authentication | null,
): Promise<boolean> {
  const prefix = Object.keys(doors)
    .filter(each => url.pathname.startsWith(each))
    .sort((a, b) => b.length - a.length)[0]
  if (prefix === undefined) {
    const known = KNOWN.find(([each]) => url.pathname.startsWith(each))
    if (known)
      throw new HttpRefusal(404, 'NOT_FOUND', `${known[0]} ${known[1]}; nothing in this installation has opened it.`)
    return false
  }
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers)) {
    // Who calls is said by the gateway alone.
    if (value !== undefined && name !== CALLER_HEADER) headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  if (authentication) {
    // A vendor who pushes may carry a token of his own: whoever is not one of ours comes as a stranger, and the door decides.
    const bearer = bearerOf(request.headers.authorization)
    const caller = bearer ? await authentication.callerOf(bearer) : null
    headers[CALLER_HEADER] = await authentication.sign(caller ?? GATEWAY_ITSELF)
  }
  const closed = new AbortController()
  response.once('close', () => closed.abort())
  const answer = await doors[prefix]!({
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: await readBody(request, MAX_BODY_BYTES),
    signal: closed.signal,
  })
  await sendAnswer(response, answer)
  return true
}
