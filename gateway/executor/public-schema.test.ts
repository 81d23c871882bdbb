import { parse, printSchema } from 'graphql'
import { composeGraph } from '../testing/compose.ts'
import { publicSchema } from './public-schema.ts'

describe('the public schema', () => {
  const { supergraphSdl } = composeGraph({
    one: {
      sdl: `
        "Reads." type Query { "A thing." any("Which." id: ID!, hidden: Int @inaccessible): Either @deprecated(reason: "use other") }
        type Shown implements Both & Hidden { id: ID! }
        type Secret implements Both @inaccessible { id: ID! }
        interface Both { id: ID! }
        interface Hidden @inaccessible { id: ID! }
        union Either = Shown | Secret
        enum Level { LOW HIGH @inaccessible }
        input By @oneOf { id: ID level: Level }
        scalar Day @specifiedBy(url: "https://example.com/day")
      `,
      resolvers: {},
    },
  })

  it('is the supergraph without what is hidden and without federation itself', () => {
    expect(printSchema(publicSchema(parse(supergraphSdl))))
      .toBe(`scalar Day @specifiedBy(url: "https://example.com/day")

"""Reads."""
type Query {
  """A thing."""
  any(
    """Which."""
    id: ID!
  ): Either @deprecated(reason: "use other")
}

type Shown implements Both {
  id: ID!
}

interface Both {
  id: ID!
}

union Either = Shown

enum Level {
  LOW
}

input By @oneOf {
  id: ID
  level: Level
}`)
  })
})
