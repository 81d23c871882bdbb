import { entraAuth, entraTenant, GUID } from './entra-registration.ts'

const TENANT = '8f2a1c3e-0000-4000-8000-00000000000a'

it.each([
  [TENANT, true],
  [TENANT.toUpperCase(), true],
  [`${TENANT}0`, false],
  [`{${TENANT}}`, false],
  ['acme.onmicrosoft.example', false],
  ['', false],
])('%j is an id: %j', (text, is) => {
  expect(GUID.test(text)).toBe(is)
  expect(entraTenant.safeParse(text).success).toBe(is)
})

it('keeps the id of a directory as it was given', () =>
  expect(entraTenant.parse(TENANT.toUpperCase())).toBe(TENANT.toUpperCase()))

describe('an app that is registered in Entra', () => {
  const push = { name: 'pushSecret', title: 'Secret for pushed records', secret: true, required: false }
  const kinds = entraAuth('Register it.', [push])

  it.each([
    ['certificate', ['clientId', 'certificate', 'privateKey', 'pushSecret'], ['privateKey', 'pushSecret'], undefined],
    [
      'client-secret',
      ['clientId', 'clientSecret', 'secretExpires', 'pushSecret'],
      ['clientSecret', 'pushSecret'],
      { field: 'secretExpires' },
    ],
  ])('signs in by %s', (name, fields, secrets, expiry) => {
    const kind = kinds.find(one => one.name === name)!
    expect(kind.fields.map(field => field.name)).toEqual(fields)
    expect(kind.fields.filter(({ secret }) => secret).map(field => field.name)).toEqual(secrets)
    expect(kind.expiry).toEqual(expiry)
    expect(kind.instructions).toMatch(/^Register it\. Under \*Certificates & secrets/)
    expect(kind.scheme).toMatchObject({
      type: 'clientCredentials',
      tokenUrl: 'https://{loginHost}/{tenantId}/oauth2/v2.0/token',
      scopes: ['https://{host}/.default'],
    })
  })

  it('sends a secret, and of a certificate neither it nor its key', () => {
    expect(kinds.map(({ scheme }) => 'client' in scheme && scheme.client)).toEqual([
      { by: 'privateKeyJwt', id: '{clientId}', privateKey: '{privateKey}', certificate: '{certificate}' },
      { by: 'form', id: '{clientId}', secret: '{clientSecret}' },
    ])
  })

  it('has no fields but its own where a connector adds none', () =>
    expect(entraAuth('').map(({ fields }) => fields.length)).toEqual([3, 3]))
})
