import { defineListing, pathTo, type AccessDraft, type Inventory, type ListRequest } from '@casbah/sdk'
import { z } from 'zod'
import { assetRow } from './asset-row.ts'
import { isPublic } from './policy-change.ts'
import { ADMINISTERS, membersIn, policyRow, policyShape, type PolicyRow } from './policy-row.ts'
import { assets, bare, PLACES, policies } from './requests.ts'

const text = z.string().nullish()
const serviceAccount = assetRow({ email: z.string().min(1), displayName: text, disabled: z.boolean().nullish() })
const key = assetRow({ keyType: text, validAfterTime: text })
const bucket = assetRow({ updated: text })
const instance = assetRow({ lastStartTimestamp: text })

const NEXT = { style: 'bodyCursor', field: 'nextPageToken' } as const
const assetsOf = (type: string) => ({
  request: ({ config, cursor }: ListRequest) => assets(config, type, cursor),
  rows: 'assets?',
  page: NEXT,
  scopes: ['cloudasset.assets.listResource'],
})
const policiesOf = (type?: string) => ({
  request: ({ config, cursor }: ListRequest) => policies(config, type, cursor),
  rows: 'results?',
  page: NEXT,
  scopes: ['cloudasset.assets.searchAllIamPolicies'],
})

/** Google keeps no passwords and second factors here: people sign in at Workspace, Cloud Identity or a provider of the company's own. */
export const inventory: Inventory = {
  accounts: [
    defineListing<z.infer<typeof serviceAccount>>({
      name: 'service-accounts',
      row: serviceAccount,
      ...assetsOf('iam.googleapis.com/ServiceAccount'),
      toAccount: ({ resource: { data } }) => ({
        externalId: data.email.toLowerCase(),
        email: data.email,
        displayName: data.displayName || data.email,
        status: data.disabled ? 'SUSPENDED' : 'ACTIVE',
        isService: true,
      }),
    }),
    defineListing<string>({
      name: 'members',
      row: z.string().min(1),
      ...policiesOf(),
      split: item => membersIn(item, /^user:/),
      toAccount: email => ({ externalId: email, email, displayName: email, status: 'ACTIVE' }),
    }),
    defineListing<string>({
      name: 'administrators',
      row: z.string().min(1),
      ...policiesOf(PLACES),
      split: item => membersIn(item, /^(user|serviceAccount):/, role => ADMINISTERS.test(role)),
      toAccount: email => ({ externalId: email, isAdmin: true }),
    }),
  ],
  groups: [
    defineListing<PolicyRow>({
      name: 'places',
      row: policyRow,
      ...policiesOf(PLACES),
      toGroup: item => ({
        externalId: bare(item.resource),
        name: `Members of ${bare(item.resource)}`,
        members: membersIn(item, /^(user|serviceAccount):/),
      }),
    }),
  ],
  resources: [
    defineListing<z.infer<typeof bucket>>({
      name: 'buckets',
      row: bucket,
      ...assetsOf('storage.googleapis.com/Bucket'),
      // Who can open it is told by its policy.
      toResource: ({ name, resource: { data } }) => ({
        externalId: bare(name),
        kind: 'BUCKET',
        name: bare(name),
        url: `https://console.cloud.google.com/storage/browser/${bare(name)}`,
        modifiedAt: data.updated,
      }),
      touched: ({ vendorAction, targets = [] }) =>
        /^storage\.(buckets\.|setIamPermissions)/.test(vendorAction)
          ? targets.flatMap(({ kind, id }) => (kind === 'bucket' && id ? [id] : []))
          : [],
    }),
    defineListing<PolicyRow['policy']>({
      name: 'bucket-policies',
      each: 'buckets',
      row: policyShape,
      request: ({ parent }) => ({
        url: `https://storage.googleapis.com${pathTo`/storage/v1/b/${parent?.externalId}/iam`}`,
        query: { optionsRequestedPolicyVersion: 3 },
      }),
      rows: '',
      page: { style: 'none' },
      scopes: ['storage.buckets.getIamPolicy'],
      toResource: ({ bindings }, parent) => ({
        externalId: parent?.externalId ?? '',
        kind: 'BUCKET',
        name: parent?.name ?? parent?.externalId ?? '',
        access: bindings.flatMap(({ role, members }) => members.map(member => accessOf(role, member))),
      }),
    }),
    defineListing<z.infer<typeof key>>({
      name: 'service-account-keys',
      row: key,
      ...assetsOf('iam.googleapis.com/ServiceAccountKey'),
      // Google's own keys come and go by themselves.
      split: item => (key.safeParse(item).data?.resource.data.keyType === 'SYSTEM_MANAGED' ? [] : [item]),
      toResource: ({ name, resource: { data } }) => ({
        externalId: bare(name),
        kind: 'OTHER',
        name: `Key ${name.split('/').at(-1)} of ${ownerOf(name)}`,
        owner: ownerOf(name),
        modifiedAt: data.validAfterTime,
      }),
      touched: ({ vendorAction, targets = [] }) =>
        /^google\.iam\.admin\.v1\.\w+ServiceAccountKey$/.test(vendorAction)
          ? targets.flatMap(({ id }) => id ?? [])
          : [],
    }),
    defineListing<z.infer<typeof instance>>({
      name: 'instances',
      row: instance,
      ...assetsOf('compute.googleapis.com/Instance'),
      toResource: ({ name, resource: { data } }) => ({
        externalId: bare(name),
        kind: 'OTHER',
        name: bare(name),
        modifiedAt: data.lastStartTimestamp,
      }),
    }),
  ],
}

const ownerOf = (name: string) => name.split('/serviceAccounts/')[1]?.split('/')[0]

/** `projectViewer:p` and the like stand for whoever has that role on the project. */
function accessOf(role: string, member: string): AccessDraft {
  const may = /Owner|[aA]dmin/.test(role) ? 'OWN' : /Writer|Creator|User|Editor/.test(role) ? 'WRITE' : 'READ'
  if (isPublic(member)) return { to: 'anyone', role: may }
  const [, kind = '', name = ''] = /^(\w+):(.+)$/.exec(member) ?? []
  if (kind === 'domain' || kind === 'group') return { to: kind, name, role: may }
  if (kind === 'user' || kind === 'serviceAccount') return { to: 'user', name, role: may }
  return { to: 'organisation', role: may }
}
