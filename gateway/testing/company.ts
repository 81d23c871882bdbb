import { setTimeout as sleep } from 'node:timers/promises'
import { coded, composeGraph, type TestGraph, type TestSubgraph } from './compose.ts'

interface User {
  id: string
  email: string
  name: string
  height: number | null
  boss: string | null
  team: string
}

const USERS: User[] = [
  { id: 'u1', email: 'ann@x', name: 'Ann', height: 170, boss: null, team: 't1' },
  { id: 'u2', email: 'bob@x', name: 'Bob', height: null, boss: 'u1', team: 't1' },
  { id: 'u3', email: 'cyd@x', name: 'Cyd', height: 180, boss: 'u1', team: 't2' },
]
const TEAMS = [
  { __typename: 'Team', id: 't1', org: { id: 'o1' }, title: 'Red' },
  { __typename: 'Team', id: 't2', org: { id: 'o1' }, title: 'Blue' },
]
const DEVICES = [
  { serial: 'd1', owner: 'ann@x' },
  { serial: 'd2', owner: 'bob@x' },
  { serial: 'bad', owner: 'cyd@x' },
]
const userOf = (id: string) => USERS.find(user => user.id === id)
const typed = (user: User | undefined) => user && { __typename: 'User', ...user }

/** Written by mutations of both subgraphs, in the order in which they run. */
export const journal: string[] = []

async function write(entry: string): Promise<number> {
  // The first is slow, so that mutations that do not wait for one another would come in the wrong order.
  if (entry === 'slow') await sleep(20)
  return journal.push(entry)
}

const people: TestSubgraph = {
  sdl: `
    type Query {
      user(id: ID!): User
      users: [User!]!
      owners: [Owner!]!
      found: [Found!]!
      assets: [Asset!]!
      secret: String @inaccessible
      fails: String
      slow: String
    }
    type Mutation { note(text: String!): Int! }
    type Subscription { userChanged: User! endless: User! refused: User! }
    interface Owner { id: ID! }
    union Found = User | Team
    type User implements Owner @key(fields: "id") @key(fields: "email") {
      id: ID! email: String! name: String! @shareable height: Int boss: User team: Team!
      pay(currency: String! = "EUR"): Int level: Level
    }
    enum Level { JUNIOR SENIOR SECRET @inaccessible }
    type Team implements Owner @key(fields: "id org { id }") { id: ID! org: Org! title: String! }
    type Org { id: ID! @shareable }
    interface Asset @key(fields: "id") { id: ID! }
    type Laptop implements Asset @key(fields: "id") { id: ID! cpu: String! }
    type Phone implements Asset @key(fields: "id") { id: ID! number: String! }
  `,
  resolvers: {
    Query: {
      user: (_: never, { id }: { id: string }) => userOf(id),
      users: () => USERS,
      owners: () => [typed(USERS[0]), TEAMS[1]],
      found: () => [TEAMS[0], typed(USERS[1])],
      assets: () => [
        { __typename: 'Laptop', id: 'a1', cpu: 'arm' },
        { __typename: 'Phone', id: 'a2', number: '7' },
      ],
      fails: () => {
        throw coded('CONFLICT', 'It was changed.')
      },
      slow: async (_: never, __: never, { signal }: { signal: AbortSignal | undefined }) => {
        await sleep(10_000, undefined, { signal, ref: false })
        return 'late'
      },
    },
    Mutation: { note: (_: never, { text }: { text: string }) => write(text) },
    Subscription: {
      userChanged: {
        subscribe: async function* () {
          for (const user of USERS) yield { userChanged: user }
        },
      },
      endless: {
        subscribe: async function* () {
          yield { endless: USERS[0] }
          await sleep(3_600_000, undefined, { ref: false })
        },
      },
      refused: {
        subscribe: () => {
          throw coded('BAD_CURSOR', 'The cursor is of another list.')
        },
      },
    },
    User: {
      __resolveReference: ({ id, email }: Partial<User>) => USERS.find(user => user.id === id || user.email === email),
      boss: ({ boss }: User) => boss && userOf(boss),
      pay: ({ id }: User, { currency }: { currency: string }) => {
        if (id === 'u3' && currency === 'USD') throw coded('NOT_READY', 'No rate for dollars yet.')
        return currency === 'USD' ? 200 : 100
      },
      level: ({ id }: User) => (id === 'u1' ? 'SECRET' : 'SENIOR'),
      team: ({ team }: User) => TEAMS.find(each => each.id === team),
    },
    Team: { __resolveReference: ({ id }: { id: string }) => TEAMS.find(team => team.id === id) },
    Laptop: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Laptop', id, cpu: 'arm' }) },
    Phone: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Phone', id, number: '7' }) },
  },
}

const devices: TestSubgraph = {
  sdl: `
    type Query { devices: [Device!]! firstDevice: Device }
    type Mutation { label(text: String!): Int! }
    type User @key(fields: "email") {
      email: String! name: String! @external devices(first: Int = 10): [Device!] mainDevice: Device
    }
    type Team @key(fields: "id org { id }") { id: ID! org: Org! deviceCount: Int! }
    type Org { id: ID! @shareable }
    type Device @key(fields: "serial") { serial: ID! owner: User @provides(fields: "name") }
  `,
  resolvers: {
    Query: { devices: () => DEVICES, firstDevice: () => DEVICES[0] },
    Mutation: { label: (_: never, { text }: { text: string }) => write(text) },
    User: {
      __resolveReference: ({ email }: { email: string }) => ({ email }),
      devices: ({ email }: User, { first }: { first: number }) =>
        DEVICES.filter(device => device.owner === email).slice(0, first),
      mainDevice: ({ email }: User) => DEVICES.find(device => device.owner === email),
    },
    Team: {
      __resolveReference: (team: { id: string; org: { id: string } }) => ({
        ...team,
        deviceCount: Number(team.id[1]) * 10,
      }),
    },
    Device: {
      __resolveReference: ({ serial }: { serial: string }) => DEVICES.find(device => device.serial === serial),
      owner: ({ owner }: { owner: string }) => ({ email: owner, name: USERS.find(user => user.email === owner)?.name }),
    },
  },
}

const risk: TestSubgraph = {
  sdl: `
    type Query { worst: Int }
    type User @key(fields: "id") {
      id: ID! height: Int @external team: Team! @external
      risk: Int @requires(fields: "height") teamMark: String @requires(fields: "team { title }")
      pay(currency: String! = "EUR"): Int @external bonus: Int @requires(fields: "pay(currency: \\"USD\\")")
    }
    type Team @key(fields: "id org { id }") { id: ID! @external org: Org! @external title: String! @external }
    type Org { id: ID! @external }
    type Device @key(fields: "serial") { serial: ID! risk: Int! note: String }
    type Asset @key(fields: "id") @interfaceObject { id: ID! score: Int! }
  `,
  resolvers: {
    User: {
      __resolveReference: (user: User) => user,
      risk: ({ height }: User) => (height === null ? null : height - 100),
      bonus: ({ pay }: { pay: number | null }) => pay && pay / 10,
      teamMark: ({ team }: { team: { title: string } }) => `${team.title}!`,
    },
    Device: {
      __resolveReference: (device: { serial: string }) => device,
      risk: ({ serial }: { serial: string }) => {
        if (serial === 'bad') throw coded('NOT_READY', 'No data for this device yet.')
        return Number(serial.slice(1))
      },
      note: ({ serial }: { serial: string }) => `note on ${serial}`,
    },
    Asset: {
      __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Asset', id, score: Number(id.slice(1)) * 5 }),
    },
  },
}

/** A small company in three subgraphs; between them they have every way of joining that federation knows. */
export function companyGraph(): TestGraph {
  return composeGraph({ people, devices, risk })
}
