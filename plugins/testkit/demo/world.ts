import { createPeople } from './people.ts'
import type { Person } from './people.ts'
import { seeded, UPPER } from './random.ts'

/** An application in the company's single sign-on. */
export interface SsoApp {
  id: string
  name: string
  label: string
}

/** A repository of the GitHub organisation. */
export interface Repository {
  id: number
  /** `org/name`. */
  fullName: string
  isPublic: boolean
}

/** What exists in the company besides what happens: people, applications, repositories, accounts. */
export interface World {
  seed: string
  /** Display name of the company. */
  name: string
  /** Mail domain, such as `acme.example`. */
  domain: string
  people: Person[]
  okta: {
    /** Subdomain, as in `<org>.okta.com`. */
    org: string
    apps: SsoApp[]
    policy: { id: string; ruleId: string }
    groups: { id: string; name: string }[]
  }
  github: { org: string; orgId: number; repositories: Repository[] }
  aws: {
    accountId: string
    /** The first is where global services write their log. */
    regions: [string, string]
    /** Each with the region where it was made, the only one where it can be changed. */
    trails: { name: string; region: string }[]
    roles: Record<'Administrator' | 'Developer' | 'Deploy' | 'Inventory', { id: string; name: string }>
  }
}

const APPS: readonly [name: string, label: string][] = [
  ['github_enterprise_cloud', 'GitHub'],
  ['amazon_aws', 'AWS'],
  ['google', 'Google Workspace'],
  ['slack', 'Slack'],
  ['zoomus', 'Zoom'],
  ['atlassian', 'Jira'],
  ['notion', 'Notion'],
  ['figma', 'Figma'],
  ['salesforce', 'Salesforce'],
  ['workday', 'Workday'],
  ['datadog', 'Datadog'],
]

const AREAS = ['web', 'billing', 'search', 'identity', 'orders', 'mobile', 'data', 'platform'] as const
const PARTS = ['api', 'ui', 'worker', 'infra', 'schemas', 'docs'] as const

/** Fewer people than this are no company: some roles would have nobody. */
const SMALLEST = 10

/** The company, the same for the same seed, domain and size. */
export function createWorld(seed: string | number, name: string, domain: string, size: number): World {
  if (!Number.isInteger(size) || size < SMALLEST) {
    throw new RangeError(`A demo company needs a whole number of at least ${SMALLEST} people, not ${size}.`)
  }
  const random = seeded(seed, 'world')
  const org = domain.split('.')[0]!
  const people = createPeople(seed, domain, size)
  const role = (title: string) => ({ id: `AROA${random.text(17, UPPER)}`, name: title })
  const sso = (set: string) => `AWSReservedSSO_${set}_${random.text(16, '0123456789abcdef')}`
  return {
    seed: String(seed),
    name,
    domain,
    people,
    okta: {
      org,
      apps: APPS.map(([app, label]) => ({ id: `0oa${random.text(14)}5d7`, name: app, label })),
      policy: { id: `00p${random.text(14)}5d7`, ruleId: `0pr${random.text(14)}5d7` },
      groups: [...new Set(people.flatMap(person => person.okta.groups))].map(group => ({
        id: `00g${random.text(14)}5d7`,
        name: group,
      })),
    },
    github: {
      org,
      orgId: random.int(10_000_000, 99_999_999),
      repositories: AREAS.flatMap(area =>
        PARTS.map(part => ({
          id: random.int(100_000_000, 999_999_999),
          fullName: `${org}/${area}-${part}`,
          isPublic: area === 'platform' && part === 'docs',
        })),
      ),
    },
    aws: {
      accountId: String(random.int(100_000_000_000, 999_999_999_999)),
      regions: ['us-east-1', 'eu-central-1'],
      trails: [
        { name: 'management-events', region: 'us-east-1' },
        { name: 'security-audit', region: 'eu-central-1' },
        { name: `${org}-long-term`, region: 'us-east-1' },
      ],
      roles: {
        Administrator: role(sso('Administrator')),
        Developer: role(sso('Developer')),
        Deploy: role('deploy-pipeline'),
        Inventory: role('asset-inventory'),
      },
    },
  }
}

/** An application by its label. */
export function appOf(world: World, label: string): SsoApp {
  const app = world.okta.apps.find(one => one.label === label)
  if (!app) throw new Error(`The demo company has no application ${label}.`)
  return app
}

/** People who can be seen at work. */
export const atWork = (world: World): Person[] => world.people.filter(person => !person.left)
/** Those of them with a login at GitHub. */
export const githubPeople = (world: World) => atWork(world).filter(hasGithub)
/** Those of them with a login at AWS. */
export const awsPeople = (world: World) => atWork(world).filter(hasAws)

export type GithubPerson = Person & { github: NonNullable<Person['github']> }
export type AwsPerson = Person & { aws: NonNullable<Person['aws']> }
export const hasGithub = (person: Person): person is GithubPerson => person.github !== null
export const hasAws = (person: Person): person is AwsPerson => person.aws !== null
