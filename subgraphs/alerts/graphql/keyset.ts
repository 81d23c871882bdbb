import type { Parameters } from './sql.ts'

/** One column that a list is ordered by. */
export interface OrderColumn {
  /** As SQL, such as `a.raised_at`. */
  sql: string
  type: 'timestamptz' | 'int' | 'uuid' | 'text' | 'bigint'
  descending: boolean
}

export function orderBySql(columns: OrderColumn[]): string {
  return columns.map(({ sql, descending }) => `${sql}${descending ? ' desc' : ''}`).join(', ')
}

/** Rows that come after a position, the position being the columns' values in their order. */
export function afterSql(columns: OrderColumn[], position: unknown[], parameters: Parameters): string {
  const places = columns.map(({ type }, index) => `${parameters.add(position[index])}::${type}`)
  const steps = columns.map(({ sql, descending }, index) => {
    const equal = columns.slice(0, index).map((column, before) => `${column.sql} = ${places[before]}`)
    return `(${[...equal, `${sql} ${descending ? '<' : '>'} ${places[index]}`].join(' and ')})`
  })
  return `(${steps.join(' or ')})`
}
