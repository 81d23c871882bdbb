import type { IncomingMessage } from 'node:http'
import { isDeepStrictEqual } from 'node:util'
import type { Caller } from '@casbah/kit'
import type { WebSocket } from 'ws'
import { BAD_TOKEN } from '../authentication.ts'
import { CLOSE } from './close-codes.ts'
import { Wire } from './wire.ts'

export interface ConnectionTimes {
  /** How long a connection may be open without any operation; default 10 minutes. */
  idleMs?: number
  /** How long a connection may be open at all; default 24 hours. */
  lifeMs?: number
}

/** One socket that was let in, and whose it is. */
export class Connection {
  readonly requestId: string
  readonly wire: Wire
  /** Null when authentication is off. */
  readonly caller: Caller | null
  /** Ends its operations, those under way, too. */
  readonly over = new AbortController()
  private readonly socket: WebSocket
  private readonly idleMs: number
  private readonly life: NodeJS.Timeout
  private idle: NodeJS.Timeout | null = null
  private operations = 0
  private stopWatching = () => {}

  constructor(
    { socket, request }: { socket: WebSocket; request: IncomingMessage },
    requestId: string,
    caller: Caller | null,
    { idleMs = 600_000, lifeMs = 86_400_000 }: ConnectionTimes,
  ) {
    this.socket = socket
    this.wire = new Wire(request.socket)
    this.requestId = requestId
    this.caller = caller
    this.idleMs = idleMs
    this.life = setTimeout(() => this.close(CLOSE.longLived), lifeMs).unref()
    this.rest()
  }

  /** `watch` tells, until the function that it returns is called, what becomes of the token. */
  follow(watch: (told: (caller: Caller | null) => void) => () => void): void {
    this.stopWatching = watch(caller => {
      if (!caller) this.close(CLOSE.unauthenticated(BAD_TOKEN))
      // What is subscribed was admitted, and is shared, by the rights of the beginning.
      else if (otherRights(caller, this.caller!)) this.close(CLOSE.otherRights)
    })
  }

  began(): void {
    this.operations += 1
    if (this.idle) clearTimeout(this.idle)
    this.idle = null
  }

  ended(): void {
    this.operations -= 1
    if (this.operations === 0 && !this.over.signal.aborted) this.rest()
  }

  close({ code, reason }: { code: number; reason: string }): void {
    this.socket.close(code, reason)
  }

  /** The socket is closed, or about to be. */
  end(): void {
    this.stopWatching()
    clearTimeout(this.life)
    if (this.idle) clearTimeout(this.idle)
    this.over.abort()
  }

  private rest(): void {
    this.idle = setTimeout(() => this.close(CLOSE.idle), this.idleMs).unref()
  }
}

export const otherRights = (now: Caller, before: Caller) => !isDeepStrictEqual(rightsOf(now), rightsOf(before))

export function rightsOf({ tenant, scopes }: Caller): { tenant: string | null; scopes: string[] } {
  return { tenant, scopes: scopes.toSorted() }
}
