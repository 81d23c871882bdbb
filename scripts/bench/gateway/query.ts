/** The public benchmark's query; the price bounds nothing, it only makes each request another one. */
export const QUERY = `
  fragment User on User { id username name }
  fragment Review on Review { id body }
  fragment Product on Product { inStock name price shippingEstimate upc weight }

  query Bench($maxPrice: Int!) {
    users {
      ...User
      reviews {
        ...Review
        product {
          ...Product
          reviews {
            ...Review
            author { ...User reviews { ...Review product { ...Product } } }
          }
        }
      }
    }
    topProducts(maxPrice: $maxPrice) {
      ...Product
      reviews {
        ...Review
        author { ...User reviews { ...Review product { ...Product } } }
      }
    }
  }
`

/** Beyond every price. */
export const NO_PRICE = 1_000_000

export function requestBody(maxPrice: number): string {
  return JSON.stringify({ query: QUERY, operationName: 'Bench', variables: { maxPrice } })
}
