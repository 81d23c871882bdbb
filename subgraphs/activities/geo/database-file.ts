import { readFileSync } from 'node:fs'
import { Reader, type Response } from 'mmdb-lib'

/** Opens an MMDB file; one that cannot be used is told with the variable that names it. */
export function openDatabase<Row extends Response>(path: string, variable: string): Reader<Row> {
  try {
    return new Reader<Row>(readFileSync(path))
  } catch (error) {
    throw new Error(
      `The database ${path} cannot be read: ${(error as Error).message}. Give an MMDB file with ${variable}, or leave it out for the bundled one.`,
      { cause: error },
    )
  }
}
