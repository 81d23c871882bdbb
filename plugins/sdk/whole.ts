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
