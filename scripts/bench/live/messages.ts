/** What the processes of the bench say to one another. Times are epoch milliseconds with fractions. */

export type ToServer = { type: 'raise'; perSecond: number; seconds: number; from: number } | { type: 'end' }

export type FromServer =
  | { type: 'ready'; wsUrl: string; token: string; policies: string[] }
  | { type: 'raised'; committed: number[]; steps: { sequence: number; at: number }[]; held: number[] }

/** Clients of one kind: each asks the same, or, apart, each in words of its own. */
export interface Subscribers {
  wsUrl: string
  token: string
  clients: number
  /** Taken in turn. */
  filters: object[]
  apart?: boolean
  /** So many more ask the same and stop reading. */
  stalled?: number
}

export type ToClients = ({ type: 'subscribe' } & Subscribers) | { type: 'expect'; frames: number } | { type: 'leave' }

export type FromClients =
  | { type: 'caughtUp' }
  /** Of each client: the number of each alert in the order it came in, its step, and when. */
  | {
      type: 'seen'
      numbers: number[][]
      sequences: number[][]
      times: number[][]
      closed: number
      firstAt: number
      lastAt: number
      frames: number
      bytes: number
    }
