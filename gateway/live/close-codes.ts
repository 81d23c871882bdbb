/** Why the gateway closes a connection; what a client does about each is told in the guide on live data. */
export const CLOSE = {
  goingAway: { code: 1001, reason: 'Going away' },
  tryLater: { code: 1013, reason: 'Tokens cannot be looked up at the moment.' },
  idle: { code: 4292, reason: 'idle: connect again when there is something to ask' },
  longLived: { code: 4293, reason: 'open for long enough: connect again and resume with your last cursor' },
  slowConsumer: { code: 4290, reason: 'slow consumer: resume with your last cursor' },
  otherRights: { code: 4291, reason: 'other rights: connect again and resume with your last cursor' },
  unauthenticated: (reason: string) => ({ code: 4401, reason }),
  tooMany: { code: 4429, reason: 'too many connections: share one, or close some' },
} as const
