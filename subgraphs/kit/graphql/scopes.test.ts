import { buildSchema, parse } from 'graphql'
import { scopesLacking } from './scopes.ts'

const schema = buildSchema(`
  directive @requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE
  type Query {
    open: String
    alerts: [Alert!] @requiresScopes(scopes: [["alerts:read"]])
    either: String @requiresScopes(scopes: [["a:read", "b:read"], ["admin"]])
    node: Node
    plain: Plain
  }
  type Mutation { close: Plain @requiresScopes(scopes: [["alerts:write"]]) }
  type Plain { alert: Alert  secret: String @requiresScopes(scopes: [["secret:read"]]) }
  union Node = Alert | Plain
  type Alert @requiresScopes(scopes: [["alerts:read"]]) { id: ID plain: Plain }
`)

describe('scopes that an operation lacks', () => {
  it.each([
    ['a field', '{ alerts { id } }', [], ['alerts:read']],
    ['a field, had', '{ alerts { id } }', ['alerts:read'], []],
    ['nothing asked', '{ open }', [], []],
    ['a type reached by an open field', '{ plain { alert { id } } }', [], ['alerts:read']],
    ['a type in an inline fragment', '{ node { ... on Alert { id } } }', [], ['alerts:read']],
    ['a type in a named fragment', '{ node { ...F } } fragment F on Alert { id }', [], ['alerts:read']],
    ['a field in a fragment', '{ plain { ...F } } fragment F on Plain { secret }', [], ['secret:read']],
    ['a field under an alias', '{ plain { x: secret } }', [], ['secret:read']],
    ['a mutation', 'mutation { close { secret } }', [], ['alerts:write', 'secret:read']],
    ['alternatives, the shortest told', '{ either }', [], ['admin']],
    ['alternatives, one whole', '{ either }', ['a:read', 'b:read'], []],
    ['alternatives, the other', '{ either }', ['admin'], []],
    ['alternatives, one in part', '{ either }', ['a:read'], ['b:read']],
    ['a like-named scope', '{ alerts { id } }', ['alerts:read2', 'alerts'], ['alerts:read']],
    ['an unknown field beside', '{ nothing alerts { id } }', [], ['alerts:read']],
  ])('%s', (_, query, scopes, lacking) => {
    const document = parse(query)
    expect(scopesLacking(schema, document, scopes)).toEqual(lacking)
    // Once more from what is remembered of the document.
    expect(scopesLacking(schema, document, scopes)).toEqual(lacking)
  })
})
