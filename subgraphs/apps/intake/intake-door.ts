import type { Door } from '@casbah/kit'
import type { IntakeService } from './intake.service.ts'

/** The gateway's and the services' own limit lets no more through. */
const MOST_BYTES = 4 * 1024 * 1024

/** `/intake/<app>/<stream>`: where vendors push events. Answered with 2xx when what came is durable. */
export function intakeDoor(intake: IntakeService): Door {
  return async ({ method, path, query, headers, body }) => {
    const [, , app = '', stream = '', ...more] = path.split('/').map(decoded)
    if (body.length > MOST_BYTES)
      return refusal(413, 'BAD_USER_INPUT', 'The body is over 4 MB. Send the events in smaller parts.')
    if (more.length)
      return refusal(404, 'NOT_FOUND', 'The address is /intake/<app>/<stream>. Enter it as Casbah shows it.')
    return intake.take(app, stream, { method, query, headers, body })
  }
}

/** A refusal in the shape that the gateway's own have. */
export function refusal(status: number, code: string, message: string, retryAfter?: number): Awaited<ReturnType<Door>> {
  return {
    status,
    headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
    body: JSON.stringify({ errors: [{ message, extensions: { code } }] }),
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
