import type { Outcome } from '@casbah/kit'

/** Where a step of an attack comes from. Addresses are from blocks for documentation, so that they belong to nobody. */
export interface Place {
  address: string
  /** ISO 3166-1 alpha-2. */
  country: string
  city: string
}

export interface Step {
  /** Seconds after the attack begins. */
  after: number
  action: string
  outcome: Outcome
  from: Place
  userAgent?: string
  sessionId?: string
  /** What it was done to; the account itself when left out. */
  target?: { kind: string; name: string }
  /** Whether it was tried on another account than the one attacked, such as in a spray. */
  onAnother?: boolean
  isAdmin?: boolean
}

export const HOME: Place = { address: '192.0.2.10', country: 'US', city: 'Chicago' }
export const AWAY: Place = { address: '203.0.113.77', country: 'BR', city: 'São Paulo' }
export const FAR: Place = { address: '198.51.100.23', country: 'SG', city: 'Singapore' }

export const LAPTOP =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36'
export const SCRIPT = 'python-requests/2.32.4'
