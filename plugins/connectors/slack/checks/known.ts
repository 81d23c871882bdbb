import { z } from 'zod'

/** One parameter of texts that are known, and therefore no fault; none by default. */
export const known = <Name extends string>(name: Name, description: string, shortest = 1, most = 1_000) => {
  const texts = z.array(z.string().min(shortest)).max(most).default([]).describe(description)
  return z.object({ [name]: texts } as Record<Name, typeof texts>)
}
