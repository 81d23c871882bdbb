import { z } from 'zod'

/** What counts as a second factor; codes by mail and text message do not. */
const STRONG = ['HasTotp', 'HasSalesforceAuthenticator', 'HasSecurityKey', 'HasBuiltInAuthenticator']

export const factors = z.looseObject({ UserId: z.string().min(1) })
export type Factors = z.infer<typeof factors>

export const FACTORS_QUERY = `SELECT UserId, ${STRONG.join(', ')} FROM TwoFactorMethodsInfo`

export const isStrong = (row: Factors): boolean => STRONG.some(column => row[column] === true)
