import { defineListing, type ActivityDraft, type GrantListing } from '@casbah/sdk'
import { z } from 'zod'
import { orgPath } from './card.ts'
import { riskOf } from './risk.ts'

const text = z.string().nullish()
const levels = z.record(z.string(), z.string()).nullish()
const installation = z.looseObject({
  id: z.number(),
  app_id: z.number(),
  app_slug: z.string(),
  permissions: levels,
  created_at: text,
})
const token = z.looseObject({
  id: z.number(),
  token_name: text,
  owner: z.looseObject({ login: z.string() }),
  permissions: z.looseObject({ organization: levels, repository: levels, other: levels }),
  access_granted_at: text,
})
const credential = z.looseObject({
  credential_id: z.number(),
  login: z.string(),
  credential_type: z.string(),
  scopes: z.array(z.string()).nullish(),
  credential_authorized_at: text,
  authorized_credential_title: text,
  authorized_credential_note: text,
})

const rights = (permissions: z.infer<typeof levels>) =>
  Object.entries(permissions ?? {}).map(([name, level]) => `${name}:${level}`)

/** Of each kind of grant, what they have in common; the id says which kind it is, as the actions that end one want to know. */
function listing<Row>(
  name: string,
  one: Pick<GrantListing<Row>, 'row' | 'rows' | 'scopes' | 'toGrant'> & { events: RegExp },
) {
  return defineListing<Row>({
    name,
    ...one,
    request: ({ config }) => ({ path: `${orgPath(config)}/${name}`, query: { per_page: 100 } }),
    page: { style: 'link' },
    touched: ({ vendorAction }: ActivityDraft) => (one.events.test(vendorAction) ? [name] : []),
  })
}

/** Apps that the organisation let in, and what its members hold that opens it: fine-grained tokens, and credentials of single sign-on. */
export const grants: GrantListing[] = [
  listing<z.infer<typeof installation>>('installations', {
    events: /^(integration_)?installation\./,
    row: installation,
    rows: 'installations',
    scopes: ['admin:org'],
    toGrant: ({ id, app_id, app_slug, permissions, created_at }) => ({
      externalId: `installations/${id}`,
      clientId: String(app_id),
      clientName: app_slug,
      scopes: rights(permissions),
      risk: riskOf(rights(permissions)),
      grantedAt: created_at,
    }),
  }),
  listing<z.infer<typeof token>>('personal-access-tokens', {
    events: /^personal_access_token\./,
    row: token,
    rows: '',
    scopes: ['personal_access_tokens'],
    toGrant: ({ id, token_name, owner, permissions: { organization, repository, other }, access_granted_at }) => {
      const scopes = [organization, repository, other].flatMap(rights)
      return {
        externalId: `personal-access-tokens/${id}`,
        clientId: 'fine-grained-token',
        clientName: token_name ?? 'Fine-grained token',
        account: owner.login,
        scopes,
        risk: riskOf(scopes),
        grantedAt: access_granted_at,
      }
    },
  }),
  listing<z.infer<typeof credential>>('credential-authorizations', {
    events: /^org_credential_authorization\./,
    row: credential,
    rows: '',
    scopes: ['admin:org'],
    toGrant: ({ credential_id, login, credential_type: type, scopes, ...row }) => ({
      externalId: `credential-authorizations/${credential_id}`,
      clientId: type.toLowerCase().replaceAll(' ', '-'),
      clientName: row.authorized_credential_note || row.authorized_credential_title || type,
      account: login,
      scopes: scopes ?? [],
      // A key has no scopes: it reads and writes whatever code its owner can.
      risk: type === 'SSH key' ? 'MEDIUM' : riskOf(scopes ?? []),
      grantedAt: row.credential_authorized_at,
    }),
  }),
]
