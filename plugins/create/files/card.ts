import type { Plan, SignIn } from '../answers.ts'

/** The host as the card says it. */
export const hostOf = (base: string) => base.slice('https://'.length).split('/')[0] as string

export function cardFile({ name, slug, base, fields, signIn }: Plan): string {
  const config = fields.map(
    field => `
    ${field}: z
      .string()
      .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, { error: 'Give it in lower case, without https:// and slashes.' })
      .describe('What stands for {${field}} in ${base}.'),`,
  )
  return `import type { Card } from '@casbah/sdk'
import { z } from 'zod'

/** Who ${name} is, how to reach it, sign in and stay within its limits. */
export const card: Card = {
  slug: '${slug}',
  name: '${name}',
  vendor: '${name}',
  config: z.object({${config.length > 0 ? `${config.join('')}\n  ` : ''}}),
  baseUrl: '${base}',
  hosts: ['${hostOf(base)}'],
  headers: { accept: 'application/json' },
  auth: [
${AUTH[signIn](base)}
  ],
  // What the vendor's documentation allows; with the headers that tell what is left, the host goes by those.
  limits: [{ name: 'api', amount: 60, windowSeconds: 60 }],
  // The rights by the vendor's own names, each with the reason that an operator reads before giving it.
  scopes: [
    { scope: 'audit.read', reason: 'Reads the audit log.' },
    { scope: 'users.read', reason: 'Lists users and their state.' },
  ],
  // Cheap, and answered only when the credentials are good.
  probe: () => ({ path: '/users', query: { limit: 1 } }),
}
`
}

const AUTH: Record<SignIn, (base: string) => string> = {
  header: () => `    {
      name: 'api-token',
      title: 'API token',
      // Shown as Markdown to whoever connects an app: every step in the vendor's console.
      instructions:
        'Sign in as an administrator, open *Settings → API tokens*, create a token that may read and copy it.',
      fields: [{ name: 'token', title: 'API token', secret: true }],
      scheme: { type: 'header', header: 'authorization', value: 'Bearer {token}' },
    },`,
  basic: () => `    {
      name: 'password',
      title: 'User name and password',
      // Shown as Markdown to whoever connects an app: every step in the vendor's console.
      instructions:
        'Open *Settings → Users*, create a user for Casbah with the role *Auditor* and give it a long password.',
      fields: [
        { name: 'username', title: 'User name', secret: false },
        { name: 'password', title: 'Password', secret: true },
      ],
      scheme: { type: 'basic', username: '{username}', password: '{password}' },
    },`,
  oauth: base => `    {
      name: 'oauth-client',
      title: 'OAuth client',
      // Shown as Markdown to whoever connects an app: every step in the vendor's console.
      instructions:
        'Open *Settings → OAuth clients*, create a client that may read audit log and users, copy id and secret.',
      fields: [
        { name: 'clientId', title: 'Client id', secret: false },
        { name: 'clientSecret', title: 'Client secret', secret: true },
      ],
      scheme: {
        type: 'clientCredentials',
        client: { by: 'basic', id: '{clientId}', secret: '{clientSecret}' },
        tokenUrl: '${base}/oauth/token',
      },
    },`,
}
