import pino from 'pino'

export type Logger = pino.Logger

/** The log of a part; JSON lines on stderr. Level from `CASBAH_LOG` (default `warn`). */
export function createLogger(part: string): Logger {
  return pino(
    {
      name: part,
      level: process.env.CASBAH_LOG ?? 'warn',
      redact: {
        paths: ['credentials', '*.credentials', 'authorization', '*.authorization', 'token', '*.token'],
        censor: '[blanked]',
      },
    },
    pino.destination(2),
  )
}
