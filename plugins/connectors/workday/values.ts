import { z } from 'zod'

/** What reports leave out is empty. A field of digits may come as a number. */
export const text = z.union([z.string(), z.number().transform(String)]).nullish()
/** A name that has to be there. */
export const named = z.union([z.string().min(1), z.number().transform(String)])
/** Reports and web services write yes and no as 1 and 0, mostly as text. */
export const flag = z.union([z.string(), z.number(), z.boolean()]).nullish()

export const isOn = (value: z.infer<typeof flag>) => value === true || value === 1 || value === '1' || value === 'true'
export const isOff = (value: z.infer<typeof flag>) =>
  value === false || value === 0 || value === '0' || value === 'false'

/** Related rows of a report: one alone may come without its list. */
export const listOf = <Row extends z.ZodType>(row: Row) =>
  z.union([z.array(row), row.transform(one => [one])]).nullish()

/** Several values in one column: `A; B`. */
export const several = (value: string | null | undefined) =>
  (value ?? '')
    .split(';')
    .map(one => one.trim())
    .filter(Boolean)
