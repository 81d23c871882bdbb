import { decodeProtectedHeader } from 'jose'
import { KEY } from '../testing/fake-token-endpoint.ts'
import { signAssertion } from './assertion.ts'

/** Self-signed, of a key that nobody kept. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIDDzCCAfegAwIBAgIUVdMHe7Tw8Pna6B5nTlJ3lCQnNeMwDQYJKoZIhvcNAQEL
BQAwFjEUMBIGA1UEAwwLY2FzYmFoLXRlc3QwIBcNMjYxMTI4MTI1NjUyWhgPMjEy
NjExMDQxMjU2NTJaMBYxFDASBgNVBAMMC2Nhc2JhaC10ZXN0MIIBIjANBgkqhkiG
9w0BAQEFAAOCAQ8AMIIBCgKCAQEAuydAir9Pt65pqaiEgOyNCcfEbyiTkfOcnKv1
3jKja/KmEukVGMrbh4WuOBwQLt7FvNq9XWExAd3ci+wHlpPHSU85FlXr4jKDDWmi
lvc3O5E+dBkHjJg5UAZq/mLaXIqNTMFAV2uqeCd367zZGKcTrx9/J2I5WPuijf3o
c9G7eUBPzT2IJfCA5psmzOPooSEDh9Yb3zwrhvi82yPOpjL0Ahln17Z/iUdKU7yM
TKsU7qfOVOxose4Q/hIrzwETEk0dr2ixOL2kulT16LAduQQxjkT1aL9dz77INj42
Gi/Ic6uzyqSheYTXQfFmOdE6YLyjmCGFuEpi04TEhcXdIxfsvQIDAQABo1MwUTAd
BgNVHQ4EFgQUOyKpMjkSVykVzfqtv6hUBsUICy4wHwYDVR0jBBgwFoAUOyKpMjkS
VykVzfqtv6hUBsUICy4wDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0BAQsFAAOC
AQEAAA24lOsiqEI7vJsfyFCHiQlLjTPbmlTYgr2Gc8YNJEmUU7kou7S9zkD8dw7P
y0gUwGHR0tOCfMk5MhimiP4F6YR0FRnmPzTsxW/xbBVZ9gSRVHLv5CNcn47PcG7O
Y6JWzDXDpmDpGAFprwVE4kWm/AxsSFpxZo2whFrHKb+uDRS4zTuZi0notpUJY6yv
HGfJf+vVrfj3uQw49PyKE4F99Kyf64iRdRa8LTfGNcYpFpJZekYmd1smvBuk0W7l
B/wlMivq8EsijwAMbUrNke/EI8vKUMxmMr9LfEqywjOsMa/AX8TxY39hai1G9ZMd
YptZ7skrT8w6rTUk58BUItLpyQ==
-----END CERTIFICATE-----`
/** As openssl tells it. */
const SHA_256 = 'Kk6_E16Yj9sqwXcCNdk2nNUsD35IV-SgO7N5lFi8feM'

const ask = { privateKey: KEY.privateKey, claims: { iss: 'client-1' }, now: 0, seconds: 60 }

describe('an assertion', () => {
  it.each([
    ['as it is', CERTIFICATE],
    ['with its line breaks written out', CERTIFICATE.replaceAll('\n', '\\n')],
  ])('names its certificate by thumbprint, given %s', async (_, certificate) => {
    expect(decodeProtectedHeader(await signAssertion({ ...ask, certificate }))).toEqual({
      alg: 'RS256',
      typ: 'JWT',
      'x5t#S256': SHA_256,
    })
  })

  it('names its key by id', async () => {
    expect(decodeProtectedHeader(await signAssertion({ ...ask, keyId: 'k1' }))).toMatchObject({ kid: 'k1' })
  })

  it('says what to do about a certificate that is none', async () => {
    await expect(signAssertion({ ...ask, certificate: 'secret' })).rejects.toMatchObject({
      problem: { code: 'BAD_CONFIG', message: expect.stringContaining('BEGIN CERTIFICATE') as string },
    })
  })
})
