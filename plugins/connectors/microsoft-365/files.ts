import { defineListing, pathTo, type AccessDraft, type ResourceDraft, type ResourceListing } from '@casbah/sdk'
import { z } from 'zod'
import { list } from './graph.ts'

const text = z.string().nullish()
const ofSites = { ...list, scopes: ['Sites.Read.All'] }

const site = z.looseObject({
  id: z.string().min(1),
  displayName: text,
  name: text,
  webUrl: text,
  lastModifiedDateTime: text,
})
const drive = z.looseObject({
  id: z.string().min(1),
  name: text,
  webUrl: text,
  owner: z.looseObject({ user: z.looseObject({ id: text, email: text }).nullish() }).nullish(),
})
const item = z.looseObject({
  id: z.string().min(1),
  name: text,
  webUrl: text,
  lastModifiedDateTime: text,
  folder: z.looseObject({}).nullish(),
  root: z.looseObject({}).nullish(),
  deleted: z.looseObject({}).nullish(),
  parentReference: z.looseObject({ path: text }).nullish(),
  shared: z
    .looseObject({
      scope: text,
      owner: z.looseObject({ user: z.looseObject({ id: text, email: text }).nullish() }).nullish(),
    })
    .nullish(),
})

/** Sites, those of people (OneDrive) among them, their libraries, and what lies in them. An item is named by library and item. */
export const files: ResourceListing[] = [
  defineListing<z.infer<typeof site>>({
    name: 'sites',
    row: site,
    request: () => ({ path: '/sites/getAllSites' }),
    ...ofSites,
    toResource: row => ({
      externalId: row.id,
      kind: 'SITE',
      name: row.displayName ?? row.name ?? row.webUrl ?? row.id,
      url: row.webUrl ?? undefined,
      modifiedAt: row.lastModifiedDateTime ?? undefined,
    }),
  }),
  defineListing<z.infer<typeof drive>>({
    name: 'drives',
    each: 'sites',
    row: drive,
    request: ({ parent }) => ({ path: pathTo`/sites/${parent!.externalId}/drives` }),
    ...ofSites,
    toResource: (row, parent): ResourceDraft => ({
      externalId: row.id,
      kind: 'FOLDER',
      name: [parent?.name, row.name ?? row.id].filter(Boolean).join(' / '),
      url: row.webUrl ?? undefined,
      owner: row.owner?.user?.id ?? row.owner?.user?.email ?? undefined,
    }),
  }),
  defineListing<z.infer<typeof item>>({
    name: 'files',
    each: 'drives',
    row: item,
    request: ({ parent }) => ({
      path: pathTo`/drives/${parent!.externalId}/root/delta`,
      query: { $select: 'id,name,webUrl,lastModifiedDateTime,folder,root,deleted,parentReference,shared', $top: 999 },
    }),
    ...ofSites,
    toResource: (row, parent): ResourceDraft => ({
      externalId: `${parent!.externalId}/${row.id}`,
      kind: row.folder || row.root ? 'FOLDER' : 'FILE',
      name: [row.parentReference?.path?.replace(/^.*root:\/?/, ''), row.name ?? row.id].filter(Boolean).join('/'),
      url: row.webUrl ?? undefined,
      owner: row.shared?.owner?.user?.id ?? row.shared?.owner?.user?.email ?? undefined,
      access: accessOf(row.shared?.scope),
      modifiedAt: row.lastModifiedDateTime ?? undefined,
      ...(row.deleted && { isGone: true }),
    }),
  }),
]

/** A listing tells how far an item is shared, and not with whom: that would take a request for each item. */
function accessOf(scope: string | null | undefined): AccessDraft[] {
  if (scope === 'anonymous') return [{ to: 'link' }]
  if (scope === 'organization') return [{ to: 'organisation' }]
  return scope === 'users' ? [{ to: 'user' }] : []
}
