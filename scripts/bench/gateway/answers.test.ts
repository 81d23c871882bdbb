import { createGateway, type Gateway, type SubgraphWay } from '@casbah/gateway'
import { createLogger } from '@casbah/kit'
import { PRODUCTS, REVIEWS, USERS } from './data.ts'
import { subgraphs, supergraph } from './graph.ts'
import { NO_PRICE, requestBody } from './query.ts'

const logger = createLogger('test')
logger.level = 'silent'
const running: Gateway[] = []
const parts = subgraphs()
const counted: string[] = []
const ways = Object.entries(parts).map(([name, { handle }]): [string, SubgraphWay] => [
  name,
  { handle: request => (counted.push(name), handle(request)) },
])

async function ask(body: string): Promise<{ data: Record<string, unknown[]>; errors?: unknown }> {
  if (!running.length) {
    const supergraphSdl = supergraph(parts, name => `http://${name}.invalid`)
    running.push(
      createGateway({ supergraphSdl, subgraphs: Object.fromEntries(ways), authenticate: null, port: 0, logger }),
    )
    url = (await running[0]!.listen()).url
  }
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  return (await response.json()) as never
}
let url = ''

afterAll(() => Promise.all(running.map(gateway => gateway.close())))

const product = (upc: string) => {
  const { name, price, weight, inStock } = PRODUCTS.find(each => each.upc === upc)!
  return { inStock, name, price, shippingEstimate: price > 1_000 ? 0 : weight / 2, upc, weight }
}
const user = ({ id, username, name } = USERS[0]!) => ({ id, username, name })
const reviewsOf = (upc: string) => REVIEWS.filter(review => review.upc === upc)
const byFirst = () => REVIEWS.slice(0, 2).map(({ id, body, upc }) => ({ id, body, product: product(upc) }))
const withAuthors = (upc: string) =>
  reviewsOf(upc).map(({ id, body }) => ({ id, body, author: { ...user(), reviews: byFirst() } }))

describe("the gateway bench's graph", () => {
  it('answers the whole query with the joins of all four subgraphs', async () => {
    const { data, errors } = await ask(requestBody(NO_PRICE))
    expect(errors).toBeUndefined()
    expect(data).toEqual({
      users: USERS.map(each => ({
        ...user(each),
        reviews: byFirst().map(review => ({
          ...review,
          product: { ...review.product, reviews: withAuthors(review.product.upc) },
        })),
      })),
      topProducts: PRODUCTS.slice(0, 5).map(({ upc }) => ({ ...product(upc), reviews: withAuthors(upc) })),
    })
    expect(new Set(counted)).toEqual(new Set(['users', 'products', 'inventory', 'reviews']))
  })

  it('heeds the variable that tells requests apart', async () => {
    const { data } = await ask(requestBody(500))
    const cheap = PRODUCTS.filter(({ price }) => price <= 500).map(({ upc }) => upc)
    expect(data.topProducts?.map(each => (each as { upc: string }).upc)).toEqual(cheap)
  })

  it('executes a distinct request once and gives a fresh value each time', async () => {
    const request = { query: '{ users { name } }' }
    const [first, second] = [await parts.users!.handle(request), await parts.users!.handle(request)]
    expect(first).toEqual(second)
    expect(first.data).not.toBe(second.data)
  })
})
