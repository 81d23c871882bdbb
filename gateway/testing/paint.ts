import { setTimeout as sleep } from 'node:timers/promises'
import { listenSubgraph, type Handle } from '@casbah/kit'
import { composeGraph, type TestSubgraph } from './compose.ts'
import { CONTEXT_KEY, silentLogger } from './gateway.ts'

export type Colour = 'blue' | 'green'

/** Two supergraphs that answer the same questions by different subgraphs, so that a mixed answer shows. */
export interface Paint {
  supergraphs: Record<Colour, string>
  handles: Record<string, Handle>
  work: Work
}

/** What the source of colours does before it answers. */
export interface Work {
  asked: number
  before(): Promise<unknown>
}

const things: TestSubgraph = {
  sdl: `
    scalar Cursor
    type Query { things: [Thing!] }
    type Thing @key(fields: "id") { id: ID! }
    type Subscription { log(after: Cursor): Entry! }
    type Entry { cursor: Cursor! thing: Thing! number: Int! }
  `,
  resolvers: {
    Query: { things: () => [{ id: '1' }, { id: '2' }] },
    Subscription: {
      log: {
        subscribe: async function* (_: never, { after }: { after?: string }, { signal }) {
          for (let number = Number(after?.slice(1) ?? 0) + 1; !signal?.aborted; number++) {
            yield { log: { cursor: `c${number}`, thing: { id: String(number) }, number } }
            await sleep(1)
          }
        },
      },
    },
  },
}

function painter(colour: Colour, work: Work): TestSubgraph {
  const paint = async () => {
    work.asked++
    await work.before()
    return colour
  }
  return {
    sdl: `
      type Query { colour: String! ${colour}: Boolean }
      type Thing @key(fields: "id") { id: ID! paint: String! }
    `,
    resolvers: {
      Query: { colour: paint, [colour]: () => true },
      Thing: { __resolveReference: (thing: { id: string }) => thing, paint },
    },
  }
}

export function openPaint(addresses: Record<string, string> = {}): Paint {
  const work: Work = { asked: 0, before: async () => {} }
  const blue = composeGraph({ things, blue: painter('blue', work) }, addresses)
  const green = composeGraph({ things, green: painter('green', work) }, addresses)
  return {
    supergraphs: { blue: blue.supergraphSdl, green: green.supergraphSdl },
    handles: { ...blue.handles, ...green.handles },
    work,
  }
}

/** The same with each subgraph as a service of its own, whose address the supergraphs have. */
export async function openPaintServices(): Promise<Paint & { close(): Promise<void> }> {
  const { handles, work } = openPaint()
  const services = await Promise.all(
    Object.entries(handles).map(([name, handle]) =>
      listenSubgraph({
        name,
        handle,
        contextKey: CONTEXT_KEY,
        ready: async () => true,
        port: 0,
        logger: silentLogger(),
      }),
    ),
  )
  const addresses = Object.fromEntries(Object.keys(handles).map((name, i) => [name, services[i]!.url]))
  const { supergraphs } = openPaint(addresses)
  return {
    supergraphs,
    handles: {},
    work,
    close: async () => void (await Promise.all(services.map(each => each.close()))),
  }
}
