export interface User {
  id: string
  name: string
  username: string
  birthday: number
}

export interface Product {
  upc: string
  name: string
  /** Cents. */
  price: number
  weight: number
  inStock: boolean
}

export interface Review {
  id: string
  upc: string
  body: string
}

export const USERS: User[] = ['Nora Vale', 'Idris Holt', 'Mina Castell', 'Otto Brandt', 'Lea Moreau', 'Sam Okoro'].map(
  (name, i) => ({
    id: String(i + 1),
    name,
    username: name.toLowerCase().replace(' ', '.'),
    birthday: 631_152_000 + i * 86_400,
  }),
)

export const PRODUCTS: Product[] = [
  product('1', 'Desk', 899, 100, true),
  product('2', 'Bench', 1_299, 1_000, false),
  product('3', 'Cup', 15, 20, false),
  product('4', 'Stool', 499, 100, false),
  product('5', 'Screen', 1_299, 1_000, true),
  product('6', 'Lantern', 6_999, 300, true),
  product('7', 'Oven', 3_999, 2_000, true),
  product('8', 'Freezer', 100_000, 6_000, false),
  product('9', 'Sofa', 9_999, 800, true),
]

/** As many reviews, of as many characters and of the same products, as the public benchmark has. */
export const REVIEWS: Review[] = [
  ['1', 449],
  ['1', 293],
  ['1', 279],
  ['1', 147],
  ['2', 449],
  ['2', 293],
  ['2', 279],
  ['2', 147],
  ['3', 147],
  ['4', 147],
  ['4', 848],
].map(([upc, length], i) => ({ id: String(i + 1), upc: String(upc), body: bodyOf(Number(length)) }))

function product(upc: string, name: string, price: number, weight: number, inStock: boolean): Product {
  return { upc, name, price, weight, inStock }
}

function bodyOf(length: number): string {
  return 'It came in time, it does what it should, and it looks as good as in the picture; I would buy it again. '
    .repeat(Math.ceil(length / 100))
    .slice(0, length)
}
