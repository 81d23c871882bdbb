import type { AddressRange } from '../network/address.ts'

/** A filter as it is evaluated, by `sql.ts` in the database and by `match.ts` in memory: same tree, same answer. */
export type Condition =
  | { is: 'all'; of: Condition[] }
  | { is: 'any'; of: Condition[] }
  /** True also of activities that lack the field. */
  | { is: 'not'; of: Condition }
  /** The field, as it is, is one of these. */
  | { is: 'in'; field: ExactField; values: string[] }
  | { is: 'number'; field: NumberField; values: number[] }
  | { is: 'flag'; field: FlagField; value: boolean }
  | { is: 'text'; field: TextField; test: TextTest }
  /** Some target passes all of these tests. */
  | {
      is: 'target'
      kinds: string[] | null
      accounts: string[] | null
      /** By what vendors call them, in one app each. */
      resources: { app: string; externalId: string }[] | null
      name: TextTest | null
    }
  | { is: 'address'; ranges: AddressRange[] }
  /** Epoch ms; includes `since`, excludes `until`. */
  | { is: 'time'; since: number | null; until: number | null }
  /** All these words, in lower case, occur in the raw event or in names. */
  | { is: 'words'; words: string[] }

export type ExactField =
  | 'app'
  | 'connector'
  | 'severity'
  | 'outcome'
  | 'account'
  | 'domain'
  | 'country'
  | 'tag'
  | 'session'
export type NumberField = 'class' | 'asn'
export type FlagField = 'admin' | 'impersonated'
export type TextField = 'action' | 'vendorAction' | 'email' | 'userAgent'

/** Tests of a text, whatever its case (these are in lower case); all that are given must hold. */
export interface TextTest {
  in: string[] | null
  contains: string | null
  startsWith: string | null
  isSet: boolean | null
}

export const EVERYTHING: Condition = { is: 'all', of: [] }

export const all = (...of: Condition[]): Condition => ({ is: 'all', of })
