import { z } from 'zod'

export const groupId = z
  .string()
  .regex(/^UG-[A-Z0-9]{4,16}$/, { error: 'Give the ID of the group, which begins with UG-, such as UG-AB12CD34.' })
  .describe('ID of the group; it begins with UG-.')
