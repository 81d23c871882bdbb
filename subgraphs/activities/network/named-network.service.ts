import { randomUUID } from 'node:crypto'
import { userError, type Context, type DeletePayload, type IdInput, type Tx, type UserError } from '@casbah/kit'
import { audit } from '../audit.ts'
import { cleanText } from '../ingest/clean-text.ts'
import { overlaps, parseCidr } from './address.ts'
import type { NamedNetwork, NamedNetworkInput, NamedNetworkPayload } from './named-network.type.ts'

const MAX_NETWORKS = 1_000
const MAX_CIDRS = 1_000
const MAX_NAME = 200

/** Networks of the tenant by name. */
export function listNetworks(tx: Tx): Promise<NamedNetwork[]> {
  return tx.query<NamedNetwork>(
    `select id, name, cidrs, tag, version from activities.named_network order by name, id limit ${MAX_NETWORKS}`,
  )
}

export async function networksById(ids: readonly string[], context: Context): Promise<(NamedNetwork | null)[]> {
  const rows = await listNetworks(await context.tx())
  const found = new Map(rows.map(row => [row.id, row]))
  return ids.map(id => found.get(id) ?? null)
}

/** Makes or changes a network, when all of it is right. */
export function upsertNetwork(context: Context, input: NamedNetworkInput): Promise<NamedNetworkPayload> {
  return context.write(async tx => {
    const networks = await lockedNetworks(tx)
    const network = { name: cleanText(input.name.trim()), cidrs: input.cidrs.map(cidr => cidr.trim()), tag: input.tag }
    const before = input.id ? networks.find(each => each.id === input.id) : undefined
    const others = networks.filter(each => each !== before)
    const userErrors = [
      ...versionErrors(input, before),
      ...nameErrors(network.name, others),
      ...cidrErrors(network.cidrs, others),
    ]
    if (!before && networks.length >= MAX_NETWORKS)
      userErrors.push(
        userError(
          'BAD_USER_INPUT',
          `There are ${MAX_NETWORKS} networks already. Delete one, or add the ranges to one of them.`,
        ),
      )
    if (userErrors.length) return { namedNetwork: null, userErrors }
    const after: NamedNetwork = { ...network, id: before?.id ?? randomUUID(), version: (before?.version ?? 0) + 1 }
    await tx.query(
      `insert into activities.named_network (tenant, id, name, tag, cidrs, version)
       values (current_setting('app.tenant'), $1, $2, $3, $4::json, $5)
       on conflict (tenant, id) do update set name = excluded.name, tag = excluded.tag, cidrs = excluded.cidrs, version = excluded.version`,
      [after.id, after.name, after.tag, JSON.stringify(after.cidrs), after.version],
    )
    await audit(tx, context, before ? 'namedNetwork.change' : 'namedNetwork.create', { before, after })
    return { namedNetwork: after, userErrors: [] }
  })
}

export function deleteNetwork(context: Context, input: IdInput): Promise<DeletePayload> {
  return context.write(async tx => {
    const before = (await lockedNetworks(tx)).find(each => each.id === input.id)
    const userErrors = versionErrors({ ...input, expectedVersion: input.expectedVersion ?? before?.version }, before)
    if (!before || userErrors.length) return { id: null, userErrors }
    await tx.query('delete from activities.named_network where id = $1', [before.id])
    await audit(tx, context, 'namedNetwork.delete', { before })
    return { id: before.id, userErrors: [] }
  })
}

/** All networks, held until commit, since a new one is judged by all others. */
async function lockedNetworks(tx: Tx): Promise<NamedNetwork[]> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('activities.named_network'), hashtext($1))`, [tx.tenant])
  return listNetworks(tx)
}

function versionErrors(
  input: { id?: string | null; expectedVersion?: number | null | undefined },
  before?: NamedNetwork,
): UserError[] {
  if (!input.id) return []
  if (!before) return [userError('NOT_FOUND', 'There is no such network. Read `namedNetworks` again.', ['input', 'id'])]
  if (input.expectedVersion === null || input.expectedVersion === undefined)
    return [
      userError('BAD_USER_INPUT', 'A change needs the `version` last seen. Give it as `expectedVersion`.', [
        'input',
        'expectedVersion',
      ]),
    ]
  if (input.expectedVersion !== before.version)
    return [
      userError('CONFLICT', `Somebody changed the network meanwhile (version ${before.version}). Read it again.`, [
        'input',
        'expectedVersion',
      ]),
    ]
  return []
}

function nameErrors(name: string, others: readonly NamedNetwork[]): UserError[] {
  const path = ['input', 'name']
  if (!name || name.length > MAX_NAME)
    return [userError('BAD_USER_INPUT', `A name has 1 to ${MAX_NAME} characters.`, path)]
  if (others.some(other => other.name.toLowerCase() === name.toLowerCase()))
    return [
      userError(
        'BAD_USER_INPUT',
        `A network is called ${JSON.stringify(name)} already. Choose another name, or change that one.`,
        path,
      ),
    ]
  return []
}

function cidrErrors(cidrs: readonly string[], others: readonly NamedNetwork[]): UserError[] {
  if (!cidrs.length || cidrs.length > MAX_CIDRS)
    return [userError('BAD_USER_INPUT', `A network has 1 to ${MAX_CIDRS} ranges.`, ['input', 'cidrs'])]
  const taken = others.flatMap(({ name, cidrs }) => cidrs.map(cidr => ({ name, cidr, range: parseCidr(cidr)! })))
  return cidrs.flatMap((cidr, index): UserError[] => {
    const path = ['input', 'cidrs', String(index)]
    const range = parseCidr(cidr)
    if (!range)
      return [
        userError(
          'BAD_USER_INPUT',
          `${JSON.stringify(cidr)} is no range in CIDR form. Write it as 203.0.113.0/24 or 2001:db8::/32, without bits behind the prefix.`,
          path,
        ),
      ]
    const other = taken.find(each => overlaps(each.range, range))
    if (other)
      return [
        userError(
          'BAD_USER_INPUT',
          `${cidr} overlaps ${other.cidr} of the network ${JSON.stringify(other.name)}. Take it out of one of the two.`,
          path,
        ),
      ]
    taken.push({ name: 'this input', cidr, range })
    return []
  })
}
