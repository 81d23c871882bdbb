import type { Card } from '@casbah/sdk'
import { z } from 'zod'
import { ALL, READS } from './scopes.ts'

export const card: Card = {
  slug: 'smartsheet',
  name: 'Smartsheet',
  vendor: 'Smartsheet Inc.',
  config: z.object({
    region: z
      .enum(['smartsheet.com', 'smartsheet.eu', 'smartsheet.au', 'smartsheetgov.com'])
      .default('smartsheet.com')
      .describe(
        'Where the organisation is, as the address of Smartsheet ends after "app." when somebody is signed in.',
      ),
  }),
  baseUrl: 'https://api.{region}/2.0',
  hosts: ['api.{region}'],
  auth: [
    {
      name: 'consent',
      title: 'App with the consent of a System Admin',
      instructions: `Register at developers.smartsheet.com/register, then in Smartsheet open *Account → Developer Tools → Create New App*, enter Casbah’s callback address as *App redirect URL*, and copy *App client id* and *App secret*. Sign in to Smartsheet as a **System Admin**, best as an account that nobody else uses, and choose *Allow*. It asks for ${ALL.map(name => `\`${name}\``).join(', ')}.`,
      fields: [
        { name: 'clientId', title: 'App client id', secret: false },
        { name: 'clientSecret', title: 'App secret', secret: true },
      ],
      scheme: {
        type: 'authorizationCode',
        authorizeUrl: 'https://app.{region}/b/authorize',
        tokenUrl: 'https://api.{region}/2.0/token',
        client: { by: 'form', id: '{clientId}', secret: '{clientSecret}' },
        scopes: ALL,
        // Seven days.
        lifetimeSeconds: 604_799,
      },
    },
    {
      name: 'token',
      title: 'API access token',
      instructions:
        'Sign in to Smartsheet as a **System Admin**, best as an account that nobody else uses. Open *Account → Personal Settings → API Access → Generate new access token*, name it *Casbah* and copy the token. It may do all that the account may: prefer the consent.',
      fields: [{ name: 'token', title: 'API access token', secret: true }],
      scheme: { type: 'header', header: 'authorization', value: 'Bearer {token}' },
    },
  ],
  limits: [{ name: 'token', amount: 300, windowSeconds: 60 }],
  // Usually with 429, which says no more than this code.
  throttled: [400, 403, 503].map(status => ({ status, bodyIncludes: '"errorCode":4003' })),
  scopes: READS,
  probe: () => ({ path: '/users/me' }),
}
