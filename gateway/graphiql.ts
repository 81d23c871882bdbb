import type { GraphiQLOptions } from 'graphql-yoga'

// Its files come with the package, so it works without the internet.
export { renderGraphiQL } from '@graphql-yoga/render-graphiql'

export const GRAPHIQL: GraphiQLOptions = {
  title: 'Casbah',
  // Over a socket it would leave the token at home: it sends headers with requests alone.
  subscriptionsProtocol: 'SSE',
  defaultQuery: '# Put your token in the headers below: { "authorization": "Bearer <token>" }\n{\n  __typename\n}\n',
  headers: '{ "authorization": "Bearer <token>" }',
}
