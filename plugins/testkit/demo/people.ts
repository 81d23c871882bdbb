import { NAMES } from './names.ts'
import { HOMES, networkIn } from './places.ts'
import type { Network, Place } from './places.ts'
import { seeded } from './random.ts'
import type { Random } from './random.ts'

/** A computer and the browser on it, in the words of audit logs. */
export interface Device {
  browser: string
  os: string
  userAgent: string
  /** What `git` and command line tools on it call themselves. */
  gitAgent: string
  cliAgent: string
  fingerprint: string
}

/** Where somebody acts from: the place, the network, the device. */
export interface Spot {
  place: Place
  network: Network
  device: Device
}

/** One person at work. */
export interface Person {
  index: number
  name: string
  email: string
  department: string
  title: string
  /** Of the IT department: administers, wherever there is a login. */
  isIt: boolean
  /** Left the company: the logins are there but nobody uses them. */
  left: boolean
  home: Spot
  office: Spot
  /** Minutes after local midnight at which work usually begins. */
  startsAt: number
  /** Minutes. */
  worksFor: number
}

interface Department {
  name: string
  share: number
  titles: readonly string[]
}

const DEPARTMENTS: readonly Department[] = [
  { name: 'IT and Security', share: 0.06, titles: ['IT Administrator', 'Security Engineer'] },
  {
    name: 'Engineering',
    share: 0.45,
    titles: ['Software Engineer', 'Senior Software Engineer', 'Site Reliability Engineer', 'Engineering Manager'],
  },
  { name: 'Data', share: 0.08, titles: ['Data Engineer', 'Data Scientist'] },
  { name: 'Product', share: 0.08, titles: ['Product Manager'] },
  { name: 'Design', share: 0.05, titles: ['Product Designer'] },
  { name: 'Sales', share: 0.13, titles: ['Account Executive', 'Sales Engineer'] },
  { name: 'Marketing', share: 0.06, titles: ['Content Manager', 'Marketing Manager'] },
  { name: 'Finance', share: 0.05, titles: ['Accountant', 'Controller'] },
  { name: 'People', share: 0.04, titles: ['Recruiter', 'People Partner'] },
]

/** Share of the company by country of home. */
const COUNTRIES: readonly [code: string, share: number][] = [
  ['US', 0.32],
  ['DE', 0.2],
  ['GB', 0.1],
  ['IN', 0.13],
  ['FR', 0.06],
  ['NL', 0.06],
  ['BR', 0.05],
  ['JP', 0.04],
  ['AU', 0.04],
]

const DEVICES: readonly Omit<Device, 'fingerprint'>[] = [
  {
    browser: 'CHROME',
    os: 'Mac OS 15 (Sequoia)',
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
    gitAgent: 'git/2.50.1 (Apple Git-155)',
    cliAgent: 'aws-cli/2.31.6 md/awscrt#0.27.6 ua/2.1 os/macos#24.6.0 md/arch#arm64 lang/python#3.13.7',
  },
  {
    browser: 'SAFARI',
    os: 'Mac OS 15 (Sequoia)',
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
    gitAgent: 'git/2.50.1 (Apple Git-155)',
    cliAgent: 'aws-cli/2.30.2 md/awscrt#0.27.6 ua/2.1 os/macos#24.5.0 md/arch#arm64 lang/python#3.13.7',
  },
  {
    browser: 'EDGE',
    os: 'Windows 11',
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
    gitAgent: 'git/2.51.0.windows.1',
    cliAgent: 'aws-cli/2.31.6 md/awscrt#0.27.6 ua/2.1 os/windows#11 md/arch#amd64 lang/python#3.13.7',
  },
  {
    browser: 'FIREFOX',
    os: 'Linux',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
    gitAgent: 'git/2.47.3',
    cliAgent: 'aws-cli/2.31.6 md/awscrt#0.27.6 ua/2.1 os/linux#6.12.48 md/arch#x86_64 lang/python#3.13.7',
  },
]

/** A computer, its like drawn at random. */
export function deviceOf(random: Random): Device {
  return { ...random.pick(DEVICES), fingerprint: random.text(32, '0123456789abcdef') }
}

/** The people of a company, the same for the same seed. */
export function createPeople(seed: string | number, domain: string, size: number): Person[] {
  const random = seeded(seed, 'people')
  const departments = seats(DEPARTMENTS, department => department.share, size)
  const countries = random.shuffle(seats(COUNTRIES, country => country[1], size)).map(([code]) => code)
  const offices = new Map<string, Network>()
  const taken = new Set<string>()
  return departments.map((department, index) => {
    const own = seeded(seed, 'person', index)
    const country = HOMES.find(home => home.code === countries[index])!
    const place = own.pick(country.places)
    const office = offices.get(place.city) ?? networkIn(country, seeded(seed, 'office', place.city))
    offices.set(place.city, office)
    const { given, family } = freshName(own, country.code, taken)
    const handle = ascii(`${given}.${family}`)
    const email = `${handle}@${domain}`
    const device = deviceOf(own)
    const left = index > 8 && index % 23 === 22
    return {
      index,
      name: `${given} ${family}`,
      email,
      department: department.name,
      title: own.pick(department.titles),
      isIt: department.name === 'IT and Security',
      left,
      home: { place, network: networkIn(country, own), device },
      office: { place, network: office, device },
      startsAt: own.int(7 * 60 + 30, 10 * 60),
      worksFor: own.int(7 * 60 + 45, 9 * 60 + 30),
    }
  })
}

/** `size` seats shared out by weight, largest remainder first, in the order of the list. */
function seats<T>(items: readonly T[], share: (item: T) => number, size: number): T[] {
  const total = items.reduce((sum, item) => sum + share(item), 0)
  const exact = items.map(item => (share(item) / total) * size)
  const counts = exact.map(Math.floor)
  const byRemainder = exact.map((value, i) => ({ i, rest: value - Math.floor(value) })).sort((a, b) => b.rest - a.rest)
  const missing = size - counts.reduce((sum, count) => sum + count, 0)
  for (const { i } of byRemainder.slice(0, missing)) counts[i]!++
  return items.flatMap((item, i) => Array.from({ length: counts[i]! }, () => item))
}

function freshName(random: Random, country: string, taken: Set<string>) {
  const names = NAMES[country]!
  const pairs = names.given.flatMap(given => names.family.map(family => ({ given, family })))
  const pair = random.shuffle(pairs).find(({ given, family }) => !taken.has(`${given} ${family}`))
  if (pair) {
    taken.add(`${pair.given} ${pair.family}`)
    return pair
  }
  throw new Error(`No names are left for ${country}: the company is too large for the lists in names.ts.`)
}

function ascii(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[^\w.-]/g, '')
    .toLowerCase()
}
