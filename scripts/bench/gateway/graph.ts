import { composeServices } from '@theguild/federation-composition'
import { parse } from 'graphql'
import { PRODUCTS, REVIEWS, USERS, type Product, type Review } from './data.ts'
import { Subgraph } from './subgraph.ts'

/**
 * The graph of the public federation-gateway benchmark (users, products, inventory, reviews), with data of our own of the same shape and
 * size: an answer to the benchmark's query is some 90 KB. The one addition is `topProducts(maxPrice:)`, so that no two requests are alike.
 */
export function subgraphs(): Record<string, Subgraph> {
  return {
    users: new Subgraph({
      query: 'me: User user(id: ID!): User users: [User]',
      types: 'type User @key(fields: "id") { id: ID! name: String username: String birthday: Int }',
      root: { me: USERS[0], user: ({ id }: { id: string }) => USERS.find(user => user.id === id), users: USERS },
      references: { User: ({ id }) => USERS.find(user => user.id === id) },
    }),
    products: new Subgraph({
      query: 'topProducts(first: Int = 5, maxPrice: Int): [Product]',
      types: 'type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }',
      root: {
        topProducts: ({ first, maxPrice = Infinity }: { first: number; maxPrice?: number }) =>
          PRODUCTS.filter(({ price }) => price <= maxPrice).slice(0, first),
      },
      references: { Product: ({ upc }) => productOf(upc) },
    }),
    inventory: new Subgraph({
      types: `type Product @key(fields: "upc") {
        upc: String! weight: Int @external price: Int @external
        inStock: Boolean shippingEstimate: Int @requires(fields: "price weight")
      }`,
      references: {
        Product: ({ upc, price, weight }) => ({
          upc,
          inStock: productOf(upc)?.inStock,
          shippingEstimate: Number(price) > 1_000 ? 0 : Number(weight) / 2,
        }),
      },
    }),
    reviews: new Subgraph({
      types: `
        type Review @key(fields: "id") { id: ID! body: String product: Product author: User @provides(fields: "username") }
        type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
        type Product @key(fields: "upc") { upc: String! reviews: [Review] }
      `,
      references: {
        Review: ({ id }) => reviews(REVIEWS.filter(each => each.id === id))[0],
        User: ({ id }) => reviewer(String(id)),
        Product: ({ upc }) => reviewed(String(upc)),
      },
    }),
  }
}

/** The composed graph; `urlOf` says where a subgraph answers. */
export function supergraph(parts: Record<string, Subgraph>, urlOf: (name: string) => string): string {
  const services = Object.entries(parts).map(([name, { sdl }]) => ({ name, typeDefs: parse(sdl), url: urlOf(name) }))
  const composed = composeServices(services)
  if (composed.errors) throw new Error(composed.errors.map(error => error.message).join('\n'))
  return composed.supergraphSdl
}

const productOf = (upc: unknown): Product | undefined => PRODUCTS.find(product => product.upc === upc)

/** As in the public benchmark every review is by the first user, and every user has written the first two. */
function reviewer(id: string): object {
  return {
    id,
    username: USERS.find(user => user.id === id)?.username,
    reviews: () => reviews(REVIEWS.slice(0, 2)),
  }
}

function reviewed(upc: string): object {
  return { upc, reviews: () => reviews(REVIEWS.filter(review => review.upc === upc)) }
}

function reviews(rows: Review[]): object[] {
  return rows.map(({ id, body, upc }) => ({ id, body, product: () => reviewed(upc), author: () => reviewer('1') }))
}
