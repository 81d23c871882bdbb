import { placeDataSettings } from './place-data.ts'

describe('databases and lists that the environment names', () => {
  it('are none by default, read every hour, from public hosts', () => {
    expect(placeDataSettings({ CASBAH_TOR_LIST: '' })).toEqual({
      networkLists: {
        lists: { tor: [], vpn: [], hosting: [], risky: [] },
        everyMs: 3_600_000,
        allowPrivate: false,
      },
    })
  })

  it('are files and https addresses, several apart by spaces', () => {
    expect(
      placeDataSettings({
        CASBAH_COUNTRY_DATABASE: '/data/country.mmdb',
        CASBAH_VPN_LIST: '/data/vpn4.txt  https://lists.example/vpn6',
        CASBAH_LISTS_MINUTES: '15',
        CASBAH_LISTS_PRIVATE: 'on',
      }),
    ).toMatchObject({
      countryDatabase: '/data/country.mmdb',
      networkLists: {
        lists: { vpn: ['/data/vpn4.txt', 'https://lists.example/vpn6'] },
        everyMs: 900_000,
        allowPrivate: true,
      },
    })
  })

  it('are refused all at once', () => {
    expect(() => placeDataSettings({ CASBAH_TOR_LIST: 'http://lists.example/', CASBAH_LISTS_MINUTES: '0' })).toThrow(
      /CASBAH_TOR_LIST: must be files or https addresses[^]*CASBAH_LISTS_MINUTES/,
    )
  })
})
