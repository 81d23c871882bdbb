import type { VendorAccount, VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { done, smartsheetError } from './errors.ts'
import { numbered, stepsOf, type SmartsheetOrganisation } from './organisation.ts'
import type { SmartsheetUser } from './settings.ts'

const HOUR = 3_600_000

/** Of more users than this at once, the last sign-in is left out. */
const MOST_WITH_LOGIN = 100

/** /users and /groups. */
export function answerPeople(organisation: SmartsheetOrganisation, request: VendorRequest): VendorAnswer {
  const [kind, id, part, memberId] = stepsOf(request)
  return kind === 'groups'
    ? answerGroups(organisation, request, { id, part, memberId })
    : answerUsers(organisation, request, { id, part })
}

const present = ({ accounts }: SmartsheetOrganisation) => accounts.filter(({ status }) => status !== 'DEPROVISIONED')

function ofUser({ settings, now }: SmartsheetOrganisation, { id }: VendorAccount): SmartsheetUser {
  const lastLogin = new Date(now() - HOUR).toISOString()
  return { status: 'ACTIVE', lastLogin, groupAdmin: false, managed: false, ...settings.users[id] }
}

function shown(organisation: SmartsheetOrganisation, account: VendorAccount, withLogin: boolean) {
  const { status, lastLogin, groupAdmin } = ofUser(organisation, account)
  const [firstName = '', ...rest] = account.name.split(' ')
  return {
    id: Number(account.id),
    email: account.email,
    firstName,
    lastName: rest.join(' '),
    admin: account.isAdmin,
    groupAdmin,
    licensedSheetCreator: true,
    resourceViewer: false,
    status: account.status === 'SUSPENDED' ? 'DEACTIVATED' : status,
    ...(withLogin && lastLogin && { lastLogin }),
  }
}

function answerUsers(
  organisation: SmartsheetOrganisation,
  { method, query }: VendorRequest,
  { id, part }: { id: string | undefined; part: string | undefined },
): VendorAnswer {
  const { settings, record } = organisation
  if (id === undefined) {
    const wanted = query.get('email')?.toLowerCase().split(',')
    const found = present(organisation).filter(({ email }) => !wanted || wanted.includes(email.toLowerCase()))
    const isFew = Math.min(Number(query.get('pageSize') ?? 100), found.length) <= MOST_WITH_LOGIN
    const withLogin = query.get('include') === 'lastLogin' && isFew
    return numbered(
      found.map(account => ({ ...shown(organisation, account, withLogin), name: account.name })),
      query,
    )
  }
  const account = present(organisation).find(one => one.id === id)
  if (!account) return smartsheetError('notFound')
  if (method === 'GET')
    return { status: 200, body: { ...shown(organisation, account, true), account: { id: 1, name: 'Acme' } } }
  if (method === 'POST' && (part === 'deactivate' || part === 'reactivate')) {
    if (ofUser(organisation, account).managed) return smartsheetError('managed')
    // No type of event is known for it.
    account.status = part === 'deactivate' ? 'SUSPENDED' : 'ACTIVE'
    return done()
  }
  if (method !== 'DELETE' || part !== undefined) return smartsheetError('unsupported')
  const heir = present(organisation).find(one => one.id === query.get('transferTo'))
  const transfers = query.get('transferSheets') === 'true'
  if (transfers && !heir) return smartsheetError('invalid', 'transferTo')
  for (const asset of settings.assets) {
    if (query.get('removeFromSharing') === 'true')
      asset.shares = asset.shares.filter(one => one.accessLevel === 'OWNER' || one.email !== account.email)
    for (const one of asset.shares) if (transfers && one.email === account.email) one.email = heir!.email
  }
  account.status = 'DEPROVISIONED'
  if (heir) {
    for (const group of settings.groups) if (group.owner === account.id) group.owner = heir.id
    record('USER', 'TRANSFER_OWNED_ITEMS', account.id, { oldOwnerUserId: Number(id), newOwnerUserId: Number(heir.id) })
  }
  record('USER', 'REMOVE_FROM_ACCOUNT', account.id)
  return done()
}

function answerGroups(
  organisation: SmartsheetOrganisation,
  { method, query, body }: VendorRequest,
  { id, part, memberId }: Record<'id' | 'part' | 'memberId', string | undefined>,
): VendorAnswer {
  const { settings, record } = organisation
  const all = settings.groups.map(({ id: number, name, owner }) => ({
    id: number,
    name,
    ownerId: Number(owner),
    owner: organisation.accounts.find(one => one.id === owner)?.email ?? 'nobody@acme.example',
  }))
  if (id === undefined) return numbered(all, query)
  const group = all.find(one => String(one.id) === id)
  if (!group) return smartsheetError('notFound')
  const members = () => present(organisation).filter(({ groups }) => groups.includes(group.name))
  if (method === 'GET' && part === undefined)
    return {
      status: 200,
      body: { ...group, members: members().map(one => ({ id: Number(one.id), email: one.email, name: one.name })) },
    }
  if (part !== 'members') return smartsheetError('unsupported')
  if (method === 'DELETE') {
    const member = members().find(one => one.id === memberId)
    if (!member) return smartsheetError('notFound')
    member.groups = member.groups.filter(name => name !== group.name)
    record('GROUP', 'REMOVE_MEMBER', group.id, { memberUserId: Number(member.id) })
    return done()
  }
  // The description has no operation that adds members.
  const added = (JSON.parse(body || '[]') as { email: string }[]).flatMap(({ email }) =>
    present(organisation).filter(one => one.email === email),
  )
  for (const member of added) {
    member.groups = [...new Set([...member.groups, group.name])]
    record('GROUP', 'ADD_MEMBER', group.id, { memberUserId: Number(member.id) })
  }
  return { ...done({ result: added.map(one => ({ id: Number(one.id), email: one.email })) }), undescribed: true }
}
