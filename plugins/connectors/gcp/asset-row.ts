import { z } from 'zod'

/** An asset with these fields of its data, which is as the service's own API shows it. */
export const assetRow = <S extends z.ZodRawShape>(shape: S) =>
  z.looseObject({ name: z.string().min(1), resource: z.looseObject({ data: z.looseObject(shape) }) })
