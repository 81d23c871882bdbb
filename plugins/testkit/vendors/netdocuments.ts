import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { answerLog, logTime } from './netdocuments/log.ts'
import { defaultNetDocumentsSettings } from './netdocuments/settings.ts'
import type { NetDocumentsRights, NetDocumentsSettings } from './netdocuments/settings.ts'
import { NetDocumentsTokens } from './netdocuments/tokens.ts'
import type { NetDocumentsClient } from './netdocuments/tokens.ts'
import { FixedWindow } from './rate.ts'
import { RowLog } from './row-log.ts'

/** Accounts in this group are external users. */
const EXTERNAL = 'external'

export interface NetDocumentsOptions extends NetDocumentsClient {
  /** Vault, such as `vault.netvoyage.com`. */
  domain: string
  /** Epoch milliseconds. */
  now: () => number
  /** Users of the repository; those with the group `external` are from outside. */
  accounts: VendorAccount[]
  /** Laid over a well kept repository's. */
  settings?: Partial<NetDocumentsSettings>
}

/** A NetDocuments repository as `https://api.{domain}` shows it to its administrator. Errors have no body: the vendor documents none. */
export function createNetDocuments({ domain, now, accounts, settings, ...client }: NetDocumentsOptions): Vendor {
  const { repository } = client
  const logs = { consolidated: new RowLog(), admin: new RowLog() }
  const kept: NetDocumentsSettings = { ...defaultNetDocumentsSettings(), ...settings }
  const tokens = new NetDocumentsTokens(client, now)
  const window = new FixedWindow(100, 60_000, now)

  const emit = (rows: object[], type = 'consolidated') => {
    const log = type === 'admin' ? logs.admin : logs.consolidated
    for (const row of rows as { activity?: { date?: string } }[]) log.append(Date.parse(`${row.activity?.date}Z`), row)
  }
  const record = (name: string, description: string): VendorAnswer => {
    const email = `casbah@${accounts[0]?.email.split('@')[1]}`
    const user = { id: email, guid: 'SVC-CASBAH', name: 'Casbah', email }
    emit([{ activity: { date: logTime(now()), name, description, host: '203.0.113.10', user } }], 'admin')
    return { status: 204 }
  }
  const users = () => accounts.filter(({ status }) => status === 'ACTIVE')
  const isExternal = ({ groups }: VendorAccount) => groups.includes(EXTERNAL)

  const userRow = (account: VendorAccount) => ({
    displayName: account.name,
    email: account.email,
    external: isExternal(account),
    id: account.id,
    lastLogin: kept.lastLogins[account.id] ?? logTime(now() - 3_600_000),
    registered: kept.lastLogins[account.id] === '' ? '' : '2024-05-02T08:00:00',
  })

  const info = (account: VendorAccount | undefined): VendorAnswer => {
    if (!account) return { status: 404 }
    const { id, name, email, status } = account
    const isRepositoryMember = status === 'ACTIVE'
    const body = {
      id,
      displayName: name,
      email,
      organization: 'Acme',
      isRepositoryMember,
      external: isExternal(account),
    }
    return { status: 200, body }
  }

  const ofRepository = ({ method, query, body }: VendorRequest, part: string): VendorAnswer => {
    switch (`${method} ${part}`) {
      case 'GET log':
        return answerLog(logs, query, now())
      case 'GET users':
        return { status: 200, body: users().map(userRow) }
      case 'GET groups':
        return { status: 200, body: kept.groups.map(({ id }) => id).slice(0, Number(query.get('$top') ?? 5_000)) }
      case 'POST members': {
        const form = new URLSearchParams(body)
        const account = accounts.find(({ id }) => id === form.get('member'))
        if (!account || account.status !== 'ACTIVE') return { status: 404 }
        if (form.get('action') !== 'remove' || form.get('external') !== String(isExternal(account)))
          return { status: 400 }
        account.status = 'DEPROVISIONED'
        for (const group of kept.groups) group.members = group.members.filter(id => id !== account.id)
        return record('Repository remove users', `${account.name} was removed`)
      }
      default:
        return { status: 404 }
    }
  }

  const ofGroup = ({ method, query, body }: VendorRequest, id: string, part: string): VendorAnswer => {
    const group = kept.groups.find(one => one.id === id)
    if (!group) return { status: 404 }
    switch (`${method} ${part}`) {
      case 'GET info': {
        const { name, external, hidden } = group
        const cabinets = kept.cabinets.flatMap(cabinet => cabinet.groups.map(rights => ({ cabinet, rights })))
        const cabMembership = cabinets
          .filter(({ rights }) => rights.group === id)
          .map(({ cabinet, rights }) => ({ id: cabinet.id, name: cabinet.name, rights: letters(rights) }))
        const more = query.get('cabMembership') === 'true' && { cabMembership }
        return { status: 200, body: { id, name, external, hidden, hideMembership: false, ...more } }
      }
      case 'GET members': {
        const members = users().filter(account => group.members.includes(account.id))
        return { status: 200, body: members.map(account => ({ id: account.id, displayName: account.name })) }
      }
      case 'POST members': {
        const form = new URLSearchParams(body)
        const member = form.get('member') ?? ''
        if (!users().some(account => account.id === member)) return { status: 404 }
        const others = group.members.filter(one => one !== member)
        group.members = form.get('action') === 'add' ? [...others, member] : others
        return record(`Group ${form.get('action')} users`, `${group.name}: ${member}`)
      }
      default:
        return { status: 404 }
    }
  }

  const ofCabinet = ({ method, body }: VendorRequest, id: string, part: string): VendorAnswer => {
    const cabinet = kept.cabinets.find(one => one.id === id)
    if (!cabinet) return { status: 404 }
    const groups = cabinet.groups.flatMap(rights => {
      const group = kept.groups.find(one => one.id === rights.group)
      return group ? [{ rights, group }] : []
    })
    switch (`${method} ${part}`) {
      case 'GET groups':
        return {
          status: 200,
          body: groups.map(({ group }) => ({
            Id: group.id,
            Name: group.name,
            External: group.external,
            Hidden: group.hidden,
          })),
        }
      case 'GET membership':
        return {
          status: 200,
          body: groups
            .filter(({ group }) => !group.hidden)
            .map(({ rights: { group: principal, ...may }, group }) => ({ ...may, principal, name: group.name })),
        }
      case 'POST membership': {
        const form = new URLSearchParams(body)
        const group = form.get('id') ?? ''
        if (!kept.groups.some(one => one.id === group)) return { status: 404 }
        const others = cabinet.groups.filter(one => one.group !== group)
        const may = (name: string) => form.get(name) === 'true'
        const rights: NetDocumentsRights = {
          group,
          view: may('view'),
          edit: may('edit'),
          share: may('share'),
          administer: may('administer'),
          noAccess: may('noAccess'),
          cabDefault: false,
        }
        cabinet.groups = form.get('action') === 'add' ? [...others, rights] : others
        return record(`Cabinet ${form.get('action')} groups`, `${cabinet.name}: ${group}`)
      }
      default:
        return { status: 404 }
    }
  }

  const route = (request: VendorRequest): VendorAnswer => {
    const { method, path } = request
    const [, kind = '', id = '', part = ''] = /^\/v[12]\/(\w+)\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? []
    const name = decodeURIComponent(id)
    if (path === '/v1/User/info') return info({ ...users()[0]!, id: 'SVC-CASBAH', name: 'Casbah', groups: [] })
    if (path === '/v1/User/cabinets' && method === 'GET')
      return {
        status: 200,
        body: kept.cabinets.map(cabinet => ({
          id: cabinet.id,
          name: cabinet.name,
          isCollaborationSpacesEnabled: 'False',
          repositoryId: repository,
          repositoryName: kept.repositoryName,
          wsAttrNum: 2,
          wsOrgAttrNum: 1,
        })),
      }
    if (kind === 'Repository' && name === repository) return ofRepository(request, part)
    if (kind === 'User' && part === 'info' && method === 'GET') return info(accounts.find(one => one.id === name))
    if (kind === 'Group') return ofGroup(request, name, part)
    if (kind === 'cabinet') return ofCabinet(request, name, part)
    return { status: 404 }
  }

  return {
    slug: 'netdocuments',
    hosts: [`api.${domain}`],
    authKind: 'service-account',
    credentials: { clientId: client.clientId, clientSecret: client.clientSecret },
    config: { domain, repository },
    accounts,
    settings: kept as unknown as Record<string, unknown>,
    emit,
    size: partition => (partition === 'admin' ? logs.admin : logs.consolidated).size,
    answer: request => {
      if (!window.take().allowed) return { status: 429 }
      if (request.path === '/v1/OAuth' && request.method === 'POST') return tokens.answer(request)
      const [, bearer = ''] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? []
      return tokens.refusal(bearer, scopeOf(request)) ?? route(request)
    },
  }
}

/** The logs and whatever changes memberships are for administrators alone. */
const scopeOf = ({ method, path }: VendorRequest) => (method !== 'GET' || path.endsWith('/log') ? 'admin' : 'read')

/** Rights as one word: V, E, S, A, or N for none. */
function letters({ view, edit, share, administer, noAccess }: NetDocumentsRights): string {
  if (noAccess) return 'N'
  return [view && 'V', edit && 'E', share && 'S', administer && 'A'].filter(Boolean).join('')
}
