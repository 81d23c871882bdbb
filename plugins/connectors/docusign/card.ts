import { GUID, type Card } from '@casbah/sdk'
import { z } from 'zod'
import { CONSENT, SCOPES, users } from './scopes.ts'

const guid = (error: string, description: string) => z.string().regex(GUID, { error }).describe(description)

export const card: Card = {
  slug: 'docusign',
  name: 'DocuSign',
  vendor: 'DocuSign, Inc.',
  config: z.object({
    organizationId: guid(
      'Give the ID of the organisation, as the address of DocuSign Admin has it.',
      'ID of the organisation: in DocuSign Admin the last part of the address of its overview.',
    ),
    accountId: guid(
      'Give the API account ID as Apps and Keys shows it: not the short number.',
      'API account ID, as eSignature Settings → Apps and Keys shows it.',
    ),
    base: z
      .string()
      .regex(/^[a-z0-9]{2,12}\.docusign\.net$/, {
        error: 'Give the host of the account base URI alone, such as na3.docusign.net.',
      })
      .describe(
        'Host of the account base URI, as Apps and Keys shows it, such as na3.docusign.net. It changes when DocuSign moves the account.',
      ),
    signIn: z
      .enum(['account.docusign.com', 'account-d.docusign.com'])
      .default('account.docusign.com')
      .describe('Where the account signs in: account-d.docusign.com for a developer account.'),
    envelopesSince: z.iso
      .date({ error: 'Give a date, such as 2025-01-01.' })
      .default('2024-01-01')
      .describe('Envelopes that were sent before are not listed.'),
  }),
  baseUrl: 'https://{base}/restapi/v2.1/accounts/{accountId}',
  hosts: ['{signIn}', '{base}', 'lens.docusign.net', 'lens-d.docusign.net', 'api.docusign.net', 'api-d.docusign.net'],
  headers: { accept: 'application/json' },
  auth: [
    {
      name: 'jwt',
      title: 'Integration key with a key pair',
      instructions: `In *eSignature Settings → Apps and Keys* choose *Add App and Integration Key*, under *Service Integration* *Generate RSA*, and copy the private key; add any *Redirect URI*. As a user who administers the organisation, best one that nobody else uses, open \`https://account.docusign.com/oauth/auth?response_type=code&scope=${CONSENT}&client_id=…&redirect_uri=…\` once with your integration key and redirect URI, and choose *Accept*: the page that follows does not matter. Copy that user’s *User ID* from Apps and Keys.`,
      fields: [
        { name: 'integrationKey', title: 'Integration key', secret: false },
        { name: 'userId', title: 'User ID of whom Casbah acts as', secret: false },
        { name: 'privateKey', title: 'RSA private key (PEM)', secret: true },
      ],
      scheme: {
        type: 'jwtBearer',
        privateKey: '{privateKey}',
        issuer: '{integrationKey}',
        subject: '{userId}',
        // Neither scheme nor path: DocuSign refuses both.
        audience: '{signIn}',
        tokenUrl: 'https://{signIn}/oauth/token',
        // One that was not consented to would keep back the whole token.
        scopes: 'needed',
      },
    },
  ],
  // An account has 3,000 calls an hour, and 500 within 30 seconds; of the other two DocuSign names no numbers.
  limits: [
    {
      name: 'account',
      amount: 3_000,
      windowSeconds: 3_600,
      burst: 300,
      matches: ['/'],
      headers: { limit: 'x-ratelimit-limit', remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
      reserve: 0.3,
    },
    { name: 'organisation', amount: 300, windowSeconds: 60, matches: ['api.', 'api-d.'] },
    { name: 'monitor', amount: 60, windowSeconds: 60, matches: ['lens.', 'lens-d.'] },
  ],
  throttled: ['HOURLY_APIINVOCATION_LIMIT_EXCEEDED', 'BURST_APIINVOCATION_LIMIT_EXCEEDED'].map(bodyIncludes => ({
    status: 400,
    bodyIncludes,
  })),
  forbidden: ['USER_LACKS_PERMISSIONS', 'ACCOUNT_LACKS_PERMISSIONS'].map(bodyIncludes => ({
    status: 400,
    bodyIncludes,
  })),
  gone: ['ENVELOPE_DOES_NOT_EXIST', 'USER_DOES_NOT_EXIST_IN_SYSTEM'].map(bodyIncludes => ({
    status: 400,
    bodyIncludes,
  })),
  scopes: SCOPES,
  probe: users,
}
