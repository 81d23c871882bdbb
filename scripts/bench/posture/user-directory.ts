import { createServer } from 'node:http'

// A vendor in a process of its own, so that its memory is not counted: Google's directory of users, made as it is asked for, and a token for anybody.

const [users = 0, size = 500] = process.argv.slice(2).map(Number)

function user(n: number) {
  const email = `person${n}@acme.example`
  return {
    kind: 'admin#directory#user',
    id: String(100_000_000_000_000_000_000n + BigInt(n)),
    etag: `"etag-${n}"`,
    primaryEmail: email,
    name: { givenName: 'Person', familyName: String(n), fullName: `Person ${n}` },
    isAdmin: n < 3,
    isDelegatedAdmin: n % 997 === 0,
    lastLoginTime: '2026-03-01T09:00:00.000Z',
    creationTime: '2021-05-04T08:00:00.000Z',
    agreedToTerms: true,
    suspended: n % 50 === 49,
    archived: false,
    changePasswordAtNextLogin: false,
    ipWhitelisted: false,
    emails: [{ address: email, primary: true }, { address: `${email}.test-google-a.com` }],
    phones: [{ value: `+44 20 7946 ${n % 10_000}`, type: 'work' }],
    organizations: [
      { name: 'Acme', title: 'Analyst', primary: true, department: `Department ${n % 40}`, costCenter: `${n % 90}` },
    ],
    nonEditableAliases: [`${email}.test-google-a.com`],
    customerId: 'C0acme',
    orgUnitPath: `/Region ${n % 8}/Department ${n % 40}`,
    isMailboxSetup: true,
    isEnrolledIn2Sv: n % 10 !== 9,
    isEnforcedIn2Sv: n % 5 !== 4,
    includeInGlobalAddressList: true,
    thumbnailPhotoUrl: `https://lh3.googleusercontent.com/a-/${n}=s96-c`,
    recoveryEmail: `person${n}@mail.example`,
    recoveryPhone: `+4420794${n % 10_000}`,
  }
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://vendor')
  request.resume()
  const from = Number(url.searchParams.get('pageToken') ?? 0)
  const to = Math.min(users, from + size)
  const body =
    url.pathname === '/token'
      ? { access_token: 'token-of-the-bench', expires_in: 3_600, token_type: 'Bearer' }
      : {
          kind: 'admin#directory#users',
          users: Array.from({ length: to - from }, (_, n) => user(from + n)),
          ...(to < users && { nextPageToken: String(to) }),
        }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
})
server.listen(0, '127.0.0.1', () => process.send!((server.address() as { port: number }).port))
process.once('disconnect', () => process.exit())
