import { pathTo, type ActionInput, type Config, type HttpRequest, type ResourceDraft } from '@casbah/sdk'
import { z } from 'zod'

const person = z.looseObject({ id: z.string().min(1) })

/** A file or folder, by the fields that `FIELDS` asks for; without asking Box gives next to none. */
export const item = z.looseObject({
  type: z.enum(['file', 'folder']),
  id: z.string().min(1),
  name: z.string().min(1),
  owned_by: person.nullish(),
  modified_at: z.string().nullish(),
  has_collaborations: z.boolean().nullish(),
  classification: z.looseObject({ name: z.string().nullish() }).nullish(),
  shared_link: z
    .looseObject({ effective_access: z.string().nullish(), effective_permission: z.string().nullish() })
    .nullish(),
  path_collection: z.looseObject({ entries: z.array(z.looseObject({ id: z.string(), name: z.string() })) }).nullish(),
})
export type Item = z.infer<typeof item>

export const FIELDS = Object.keys(item.shape).join(',')

/** In whose name a request is: the app’s own account sees only what it owns. */
export const asUser = (user: unknown) => ({ 'as-user': String(user) })
/** An administrator may see all content of the enterprise. */
export const asAdmin = ({ contentAdmin }: Config) => asUser(contentAdmin)

export const itemsOf = (folder: string | undefined) => pathTo`/folders/${folder}/items`

/** Address of one file or folder. */
export const itemPath = (kind: string | undefined, id: string) =>
  kind === 'FOLDER' ? pathTo`/folders/${id}` : pathTo`/files/${id}`

/** A request about the file or folder that an action is on, asked in the administrator’s name. */
export const onItem = ({ config, target }: ActionInput, fields: string, more: HttpRequest = {}): HttpRequest => ({
  path: itemPath(target.kind, target.externalId),
  query: { fields },
  headers: asAdmin(config),
  ...more,
})

/** Whom a shared link lets in. What only its collaborators may open lets in nobody more. */
const LINKS: Readonly<Record<string, 'link' | 'organisation'>> = { open: 'link', company: 'organisation' }

export function resourceOf(row: Item): ResourceDraft {
  const { type, id, shared_link: link, path_collection: path } = row
  const to = LINKS[link?.effective_access ?? '']
  const role = link?.effective_permission === 'can_edit' ? 'WRITE' : 'READ'
  // The root of everybody’s tree is folder 0.
  const above = path?.entries.flatMap(folder => (folder.id === '0' ? [] : folder.name)) ?? []
  return {
    externalId: id,
    kind: type === 'folder' ? 'FOLDER' : 'FILE',
    name: [...above, row.name].join('/'),
    url: `https://app.box.com/${type}/${id}`,
    owner: row.owned_by?.id,
    // That somebody else works in a folder is told here, who it is only by a list of its own.
    access: [...(to ? [{ to, role } as const] : []), ...(row.has_collaborations ? [{ to: 'user' } as const] : [])],
    modifiedAt: row.modified_at,
    label: row.classification?.name,
  }
}
