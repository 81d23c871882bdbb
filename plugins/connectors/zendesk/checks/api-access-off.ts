import { judgeParsed } from '@casbah/sdk'
import { z } from 'zod'

/** Zendesk describes these switches as text. */
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform(text => text === 'true')])

/** Judges one of the ways into the API, which should be off. */
export const apiAccessOff = (field: 'api_password_access' | 'api_token_access', what: string) =>
  judgeParsed(
    { account: z.object({ settings: z.object({ api: z.record(z.string(), z.unknown()) }) }) },
    `Zendesk did not say whether ${what} open the API.`,
    ({ account }) => {
      const open = flag.safeParse(account.settings.api[field])
      if (!open.success) return { status: 'CANNOT_TELL', message: `Zendesk did not say whether ${what} open the API.` }
      const message = open.data ? `The API is open to ${what}.` : `The API is not open to ${what}.`
      return { status: open.data ? 'FAIL' : 'PASS', message, values: { [field]: open.data } }
    },
  )
