import type { ActivityDraft } from '@casbah/sdk'
import { z } from 'zod'
import { addressIn } from './address.ts'

const text = z.string().nullish()

/** The columns of LoginHistory that are read. */
export const login = z.looseObject({
  Id: z.string().min(1),
  UserId: text,
  LoginTime: z.string().min(1),
  LoginType: text,
  SourceIp: text,
  CountryIso: text,
  Status: text,
  Application: text,
  Browser: text,
  Platform: text,
})
export type Login = z.infer<typeof login>

export const LOGIN_COLUMNS = Object.keys(login.shape).join(', ')

/** One sign-in, whether it succeeded or not. Salesforce keeps the family of the browser and not what it sent. */
export function loginActivity(row: Login): ActivityDraft {
  const address = addressIn(row.SourceIp)
  const [browser, platform] = [known(row.Browser), known(row.Platform)]
  return {
    vendorAction: 'LoginHistory',
    actor: row.UserId ? { id: row.UserId } : undefined,
    targets: row.Application ? [{ kind: 'app', name: row.Application }] : [],
    outcome: row.Status === 'Success' ? 'SUCCESS' : row.Status ? 'FAILURE' : 'UNKNOWN',
    outcomeReason: row.Status === 'Success' ? undefined : row.Status,
    ip: address && { ...address, country: row.CountryIso },
    userAgent: browser && (platform ? `${browser} (${platform})` : browser),
  }
}

const known = (value: string | null | undefined) => (value && value !== 'Unknown' ? value : undefined)
