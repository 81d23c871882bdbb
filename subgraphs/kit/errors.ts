import { GraphQLError } from 'graphql'

/** Code → what it means to a client and whether trying again can help. The catalogue that `extensions.code` and `UserError.code` come from. */
export const CATALOGUE = {
  UNAUTHENTICATED: { status: 401, retry: false, meaning: 'The token is missing, unknown, revoked or expired.' },
  FORBIDDEN: { status: 403, retry: false, meaning: 'The token lacks a scope that the operation needs.' },
  BAD_USER_INPUT: {
    status: 400,
    retry: false,
    meaning: 'An argument is not acceptable; the message says which and what is.',
  },
  BAD_CURSOR: { status: 400, retry: false, meaning: 'The cursor was not made by this list for this tenant.' },
  NOT_FOUND: { status: 404, retry: false, meaning: 'There is no such thing in this tenant.' },
  CONFLICT: { status: 409, retry: false, meaning: 'It was changed since it was read; read it again.' },
  RATE_LIMITED: { status: 429, retry: true, meaning: 'The limit of the token is used up; wait until resetAt.' },
  UNAVAILABLE: { status: 503, retry: true, meaning: 'A part of Casbah does not answer at the moment.' },
  INTERNAL: {
    status: 500,
    retry: true,
    meaning: 'A fault of ours; the message is masked, the log has it under the request id.',
  },
  AUTH_FAILED: { status: 422, retry: false, meaning: 'The vendor refuses the credentials of an app.' },
  CREDENTIALS_EXPIRE: { status: 422, retry: false, meaning: 'The credentials of an app end within a week.' },
  VENDOR_UNAVAILABLE: { status: 503, retry: true, meaning: 'The vendor does not answer or answers with errors.' },
  BAD_ANSWER: { status: 502, retry: true, meaning: 'The vendor answered something that cannot be read.' },
  BAD_CONFIG: { status: 422, retry: false, meaning: "The app's configuration does not fit its connector." },
  BAD_CONNECTOR: {
    status: 422,
    retry: false,
    meaning: 'The package of a connector is not taken, or the connector cannot be loaded; each message is one reason.',
  },
  TIMEOUT: { status: 504, retry: true, meaning: 'An answer took too long.' },
  LEASE_LOST: { status: 409, retry: true, meaning: 'Another host has taken over the app.' },
  NOT_DELIVERED: {
    status: 502,
    retry: true,
    meaning: 'A call of a webhook or an e-mail was not taken; the message says why.',
  },
  NOT_READY: {
    status: 409,
    retry: true,
    meaning: 'Data that is needed is missing or outdated; the message says which.',
  },
} as const

export type Code = keyof typeof CATALOGUE

/** A failure with a code and a sentence for the user; everything else is masked as INTERNAL. */
export class CasbahError extends GraphQLError {
  readonly code: Code
  constructor(code: Code, message: string, extensions: Record<string, unknown> = {}) {
    super(message, { extensions: { ...extensions, code } })
    this.code = code
  }
}

/** An expected failure of a write, as payloads carry it. */
export interface UserErrorData {
  code: string
  message: string
  path: string[] | null
}

export function userError(code: Code, message: string, path: string[] | null = null): UserErrorData {
  return { code, message, path }
}
