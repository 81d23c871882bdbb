import { createServer } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

// A vendor that does nothing but hand out pages made before: an Okta System Log, in a thread of its own.

const { rows, pageSize, people } = workerData as { rows: number; pageSize: number; people: number }
const start = Date.now() - 20 * 3_600_000

const pages: Buffer[] = []
for (let first = 0; first < rows; first += pageSize)
  pages.push(
    Buffer.from(JSON.stringify(Array.from({ length: Math.min(pageSize, rows - first) }, (_, n) => row(first + n)))),
  )

function row(n: number) {
  const person = (n * 7919) % people
  const failed = n % 41 === 0
  return {
    uuid: `b0000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    published: new Date(start + n * 1_000).toISOString(),
    eventType: [
      'user.session.start',
      'user.authentication.sso',
      'policy.evaluate_sign_on',
      'user.authentication.auth_via_mfa',
    ][n % 4],
    version: '0',
    severity: failed ? 'WARN' : 'INFO',
    legacyEventType: 'core.user_auth.login_success',
    displayMessage: 'User login to Okta',
    actor: {
      id: `00u${String(person).padStart(17, '0')}`,
      type: 'User',
      alternateId: `person${person}@acme.example`,
      displayName: `Person ${person}`,
      detailEntry: null,
    },
    client: {
      userAgent: {
        rawUserAgent: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/1${person % 30}.0.0.0 Safari/537.36`,
        os: 'Mac OS X',
        browser: 'CHROME',
      },
      zone: 'null',
      device: 'Computer',
      id: null,
      ipAddress: `81.2.${person % 200}.${n % 7}`,
      geographicalContext: {
        city: 'London',
        state: 'England',
        country: 'United Kingdom',
        postalCode: 'EC1',
        geolocation: { lat: 51.5, lon: -0.1 },
      },
    },
    outcome: { result: failed ? 'FAILURE' : 'SUCCESS', reason: failed ? 'INVALID_CREDENTIALS' : null },
    target: [
      {
        id: `0oa${n % 50}`,
        type: 'AppInstance',
        alternateId: `App ${n % 50}`,
        displayName: `App ${n % 50}`,
        detailEntry: null,
      },
    ],
    transaction: { type: 'WEB', id: `transaction${n}`, detail: {} },
    debugContext: {
      debugData: {
        requestId: `request${n}`,
        requestUri: '/api/v1/authn',
        threatSuspected: 'false',
        url: '/api/v1/authn?',
      },
    },
    authenticationContext: {
      authenticationProvider: null,
      credentialProvider: null,
      credentialType: null,
      issuer: null,
      interface: null,
      authenticationStep: 0,
      externalSessionId: `session${n >> 3}`,
    },
    securityContext: {
      asNumber: 2856,
      asOrg: 'british telecommunications',
      isp: 'bt',
      domain: 'bt.com',
      isProxy: false,
    },
    request: { ipChain: [] },
    client_id: null,
  }
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://bench.okta.com')
  if (url.pathname !== '/api/v1/logs')
    return void response.writeHead(200, { 'content-type': 'application/json' }).end('[]')
  // History is empty; all rows are in the live part, which is read by polling.
  const history = url.searchParams.has('until')
  const page = history ? pages.length : Number(url.searchParams.get('after') ?? 0)
  const next = `https://bench.okta.com/api/v1/logs?after=${Math.min(page + 1, pages.length)}&limit=1000`
  const links = history
    ? {}
    : { link: [`<https://bench.okta.com/api/v1/logs?after=${page}>; rel="self"`, `<${next}>; rel="next"`] }
  response.writeHead(200, { 'content-type': 'application/json', ...links }).end(pages[page] ?? '[]')
})
server.listen(0, '127.0.0.1', () => parentPort!.postMessage((server.address() as { port: number }).port))
