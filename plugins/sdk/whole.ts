import { z } from 'zod'

/** Bounds of a parameter, included, and what it is where a tenant sets none. */
export interface Range {
  least: number
  most: number
  usual: number
}

/** A parameter of a check that is a whole number, with what it is for, as the form shows it. */
export const whole = ({ least, most, usual }: Range, description: string) =>
  z.number().int().min(least).max(most).default(usual).describe(description)

/** The one parameter `days`, from a day to ten years. */
export const daysOf = (usual: number, description: string) =>
  z.object({ days: whole({ least: 1, most: 3_650, usual }, description) })

/** The one parameter `most`, from one to a thousand: how many there may be. */
export const mostOf = (usual: number, description: string) =>
  z.object({ most: whole({ least: 1, most: 1_000, usual }, description) })

/** The parameters `fewest` and `most`, between which a number should be; `who` names what is counted, in the plural: `owners`. */
export const betweenOf = ({ fewest, most }: { fewest: number; most: number }, who: string) =>
  z.object({
    fewest: whole({ least: 1, most: 100, usual: fewest }, `Fewest ${who} that there should be.`),
    most: whole({ least: 1, most: 1_000, usual: most }, `Most ${who} that there should be.`),
  })
