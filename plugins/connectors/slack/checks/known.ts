import { z } from 'zod'

/** A parameter of texts that are known, and therefore no fault; none by default. */
export const known = (description: string, shortest = 1, most = 1_000) =>
  z.array(z.string().min(shortest)).max(most).default([]).describe(description)
