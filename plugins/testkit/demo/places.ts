import type { Random } from './random.ts'

/** An Internet provider's addresses in one country: a /16 that common geo databases place there as a whole. */
interface Provider {
  /** First two numbers of the IPv4 address. */
  block: string
  asn: number
  isp: string
  domain: string
}

/** A city as audit logs name it. */
export interface Place {
  city: string
  state: string
  /** English name of the country. */
  country: string
  /** ISO 3166-1 alpha-2. */
  countryCode: string
  postalCode: string
  lat: number
  lon: number
  /** IANA time zone. */
  timeZone: string
}

/** An address and who runs it. */
export interface Network {
  ip: string
  asn: number
  isp: string
  domain: string
}

interface Country {
  code: string
  providers: Provider[]
  places: Place[]
}

/** Shorthand for the tables below. */
const place =
  (country: string, countryCode: string) =>
  (city: string, state: string, postalCode: string, lat: number, lon: number, timeZone: string): Place => ({
    city,
    state,
    country,
    countryCode,
    postalCode,
    lat,
    lon,
    timeZone,
  })

const provider = (block: string, asn: number, isp: string, domain: string): Provider => ({ block, asn, isp, domain })

const us = place('United States', 'US')
const de = place('Germany', 'DE')
const gb = place('United Kingdom', 'GB')
const fr = place('France', 'FR')
const nl = place('Netherlands', 'NL')
const india = place('India', 'IN')
const br = place('Brazil', 'BR')
const jp = place('Japan', 'JP')
const au = place('Australia', 'AU')

/** Where people live and work. */
export const HOMES: readonly Country[] = [
  {
    code: 'US',
    providers: [
      provider('73.5', 7922, 'Comcast Cable', 'comcast.net'),
      provider('75.132', 20115, 'Charter Communications', 'charter.com'),
      provider('99.28', 7018, 'AT&T Internet', 'sbcglobal.net'),
    ],
    places: [
      us('San Francisco', 'California', '94107', 37.7697, -122.3933, 'America/Los_Angeles'),
      us('Austin', 'Texas', '78701', 30.2711, -97.7437, 'America/Chicago'),
      us('New York', 'New York', '10001', 40.7484, -73.9967, 'America/New_York'),
    ],
  },
  {
    code: 'DE',
    providers: [
      provider('93.192', 3320, 'Deutsche Telekom', 't-ipconnect.de'),
      provider('88.69', 3209, 'Vodafone Germany', 'vodafone-ip.de'),
    ],
    places: [
      de('Berlin', 'Land Berlin', '10115', 52.5323, 13.3846, 'Europe/Berlin'),
      de('Munich', 'Bavaria', '80331', 48.1371, 11.5754, 'Europe/Berlin'),
    ],
  },
  {
    code: 'GB',
    providers: [
      provider('86.133', 2856, 'BT', 'btcentralplus.com'),
      provider('86.5', 5089, 'Virgin Media', 'virginm.net'),
    ],
    places: [gb('London', 'England', 'EC1A', 51.5202, -0.0982, 'Europe/London')],
  },
  {
    code: 'FR',
    providers: [provider('90.5', 3215, 'Orange', 'wanadoo.fr'), provider('88.165', 12322, 'Free', 'proxad.net')],
    places: [fr('Lyon', 'Auvergne-Rhône-Alpes', '69002', 45.7527, 4.8272, 'Europe/Paris')],
  },
  {
    code: 'NL',
    providers: [provider('77.165', 1136, 'KPN', 'kpn.net'), provider('94.213', 33915, 'Ziggo', 'ziggo.nl')],
    places: [nl('Utrecht', 'Utrecht', '3511', 52.0932, 5.1145, 'Europe/Amsterdam')],
  },
  {
    code: 'IN',
    providers: [
      provider('122.178', 24560, 'Bharti Airtel', 'airtelbroadband.in'),
      provider('157.37', 55836, 'Reliance Jio', 'jio.com'),
    ],
    places: [india('Bengaluru', 'Karnataka', '560001', 12.9767, 77.5993, 'Asia/Kolkata')],
  },
  {
    code: 'BR',
    providers: [
      provider('201.68', 27699, 'Vivo', 'telesp.net.br'),
      provider('191.181', 28573, 'Claro', 'virtua.com.br'),
    ],
    places: [br('São Paulo', 'São Paulo', '01310', -23.5614, -46.656, 'America/Sao_Paulo')],
  },
  {
    code: 'JP',
    providers: [provider('153.133', 4713, 'OCN', 'ocn.ne.jp'), provider('106.133', 2516, 'KDDI', 'dion.ne.jp')],
    places: [jp('Tokyo', 'Tokyo', '100-0001', 35.684, 139.754, 'Asia/Tokyo')],
  },
  {
    code: 'AU',
    providers: [provider('1.125', 1221, 'Telstra', 'telstra.net'), provider('60.240', 7545, 'TPG', 'tpgi.com.au')],
    places: [au('Sydney', 'New South Wales', '2000', -33.8688, 151.209, 'Australia/Sydney')],
  },
]

/** Where attacks come from: countries where nobody of the company lives. */
export const FAR: readonly Country[] = [
  {
    code: 'RO',
    providers: [provider('86.125', 8708, 'DIGI Romania', 'rdsnet.ro')],
    places: [place('Romania', 'RO')('Bucharest', 'București', '010011', 44.4323, 26.1063, 'Europe/Bucharest')],
  },
  {
    code: 'VN',
    providers: [provider('14.165', 45899, 'VNPT', 'vnpt.vn'), provider('171.232', 7552, 'Viettel', 'viettel.vn')],
    places: [place('Vietnam', 'VN')('Hanoi', 'Hanoi', '10000', 21.0285, 105.8542, 'Asia/Ho_Chi_Minh')],
  },
  {
    code: 'NG',
    providers: [provider('102.93', 29465, 'MTN Nigeria', 'mtnonline.com')],
    places: [place('Nigeria', 'NG')('Lagos', 'Lagos', '100001', 6.4541, 3.3947, 'Africa/Lagos')],
  },
  {
    code: 'ID',
    providers: [provider('36.72', 7713, 'Telkom Indonesia', 'telkom.net.id')],
    places: [place('Indonesia', 'ID')('Jakarta', 'Jakarta', '10110', -6.1754, 106.8272, 'Asia/Jakarta')],
  },
  {
    code: 'KZ',
    providers: [provider('2.132', 9198, 'Kazakhtelecom', 'online.kz')],
    places: [place('Kazakhstan', 'KZ')('Almaty', 'Almaty', '050000', 43.2567, 76.9286, 'Asia/Almaty')],
  },
  {
    code: 'ZA',
    providers: [provider('105.229', 37457, 'Telkom South Africa', 'telkomsa.net')],
    places: [place('South Africa', 'ZA')('Johannesburg', 'Gauteng', '2001', -26.2023, 28.0436, 'Africa/Johannesburg')],
  },
  {
    code: 'AR',
    providers: [provider('181.7', 7303, 'Telecom Argentina', 'telecom.com.ar')],
    places: [
      place('Argentina', 'AR')(
        'Buenos Aires',
        'Buenos Aires F.D.',
        'C1000',
        -34.6132,
        -58.3772,
        'America/Buenos_Aires',
      ),
    ],
  },
]

/** A subscriber's address at one of a country's providers. */
export function networkIn(country: Country, random: Random): Network {
  const { block, ...rest } = random.pick(country.providers)
  return { ip: `${block}.${random.int(1, 254)}.${random.int(2, 253)}`, ...rest }
}

/** Local midnight that begins `date` (epoch ms of that date's midnight in UTC) in a time zone, as epoch ms. */
export function localMidnight(date: number, timeZone: string): number {
  return date - offsetAt(date, timeZone)
}

const offsets = new Map<string, number>()

/** What a zone's clocks are ahead of UTC by at noon of that date, in ms; noon keeps clear of the hour of change. */
function offsetAt(date: number, timeZone: string): number {
  const key = `${timeZone} ${date}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  const noon = date + 12 * 3_600_000
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(noon)
  const name = parts.find(part => part.type === 'timeZoneName')?.value ?? 'GMT'
  const match = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name)
  if (!match) throw new Error(`Time zone ${timeZone} has an offset that cannot be read: ${name}`)
  const minutes = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0)
  const offset = (match[1] === '-' ? -minutes : minutes) * 60_000
  offsets.set(key, offset)
  return offset
}
