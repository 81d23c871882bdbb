import { verifyCaller, type Caller, type Door } from '@casbah/kit'
import { consentPage, PAGE_HEADERS } from './consent-page.ts'
import type { ConsentService } from './consent.service.ts'

/** Where vendors send the browser after a consent; below the gateway's public address. */
export const CALLBACK = '/connect/callback'
const LONGEST = 4_096

/** Takes a vendor's answer to a consent (RFC 6749 §4.1.2) and shows how it went. A browser brings no token; whoever brings one must be the one who asked. */
export function consentDoor(consents: ConsentService, contextKey: Uint8Array): Door {
  return async ({ path, query, headers }) => {
    if (path !== CALLBACK) return page(404, 'Nothing here', `Consents end at ${CALLBACK}.`)
    const signed = headers['x-casbah-caller']
    const caller = signed ? await verifyCaller(signed, contextKey) : null
    const outcome = await consents.finish(
      {
        state: parameter(query, 'state'),
        code: parameter(query, 'code'),
        error: parameter(query, 'error'),
        errorDescription: parameter(query, 'error_description'),
      },
      known(caller),
    )
    if ('connected' in outcome)
      return page(
        200,
        'Connected',
        `${outcome.connected} is signed in, and Casbah reads it now. You can close this page.`,
      )
    return page(outcome.status, 'Not connected', outcome.refused)
  }
}

/** The gateway speaks for strangers as itself. */
const known = (caller: Caller | null) => (caller && caller.tenant !== null ? caller : null)

function parameter(query: URLSearchParams, name: string): string | null {
  const value = query.get(name)
  return value === null || value === '' || value.length > LONGEST ? null : value
}

function page(status: number, title: string, sentences: string) {
  return { status, headers: PAGE_HEADERS, body: consentPage(title, sentences) }
}
