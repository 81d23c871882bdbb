import { CasbahError, type StringFilter, type Tx } from '@casbah/kit'
import { parseAddress, parseCidr, type AddressRange } from '../network/address.ts'
import { cleanText } from '../ingest/clean-text.ts'
import type { ActivityFilter, ActorFilter, IpFilter, TargetFilter } from './activity-filter.input.ts'
import { all, EVERYTHING, type Condition, type TextTest } from './condition.ts'

/** Accounts that one filter may mean by users or groups. */
const MAX_ACCOUNTS = 1_000
const MAX_FILTERS = 200

/**
 * Reads a filter as clients write it: lists mean any of their values, fields join by AND, users and groups become their accounts.
 * BAD_USER_INPUT with the remedy for what cannot be read.
 */
export async function readFilter(filter: ActivityFilter | null | undefined, tx: () => Promise<Tx>): Promise<Condition> {
  if (!filter) return EVERYTHING
  const reader = new FilterReader(tx)
  return reader.activity(filter)
}

class FilterReader {
  private readonly tx: () => Promise<Tx>
  private filters = 0

  constructor(tx: () => Promise<Tx>) {
    this.tx = tx
  }

  async activity(filter: ActivityFilter): Promise<Condition> {
    if (++this.filters > MAX_FILTERS)
      throw new CasbahError(
        'BAD_USER_INPUT',
        `The filter nests more than ${MAX_FILTERS} filters. Use lists of values instead of \`or\`.`,
      )
    const of: Condition[] = []
    const exact = (field: Extract<Condition, { is: 'in' }>['field'], values: readonly string[] | null | undefined) => {
      if (values) of.push({ is: 'in', field, values: values.map(cleanText) })
    }
    const text = (field: Extract<Condition, { is: 'text' }>['field'], test: StringFilter | null | undefined) => {
      if (test) of.push({ is: 'text', field, test: textTest(test) })
    }
    if (filter.time) {
      const { since, until } = filter.time
      of.push({ is: 'time', since: since?.getTime() ?? null, until: until?.getTime() ?? null })
    }
    exact('app', filter.app)
    exact('connector', filter.connector)
    text('action', filter.action)
    text('vendorAction', filter.vendorAction)
    if (filter.classUid) of.push({ is: 'number', field: 'class', values: filter.classUid })
    exact('severity', filter.severity)
    if (filter.actor) of.push(await this.actor(filter.actor))
    if (filter.target) of.push(await this.target(filter.target))
    if (filter.ip) of.push(ip(filter.ip))
    text('userAgent', filter.userAgent)
    exact('session', filter.sessionId)
    exact('outcome', filter.outcome)
    if (typeof filter.isAdmin === 'boolean') of.push({ is: 'flag', field: 'admin', value: filter.isAdmin })
    if (typeof filter.isImpersonated === 'boolean')
      of.push({ is: 'flag', field: 'impersonated', value: filter.isImpersonated })
    if (filter.text) of.push({ is: 'words', words: fold(filter.text).split(/\s+/).filter(Boolean) })
    for (const each of filter.and ?? []) of.push(await this.activity(each))
    if (filter.or) {
      const any: Condition[] = []
      for (const each of filter.or) any.push(await this.activity(each))
      of.push({ is: 'any', of: any })
    }
    if (filter.not) of.push({ is: 'not', of: await this.activity(filter.not) })
    return all(...of)
  }

  private async actor(filter: ActorFilter): Promise<Condition> {
    const of: Condition[] = []
    if (filter.id) of.push({ is: 'in', field: 'account', values: filter.id.map(cleanText) })
    if (filter.user) of.push(await this.accounts('user_id = any($1::text[])', filter.user.map(cleanText), 'users'))
    if (filter.group) of.push(await this.accounts('groups && $1::text[]', filter.group.map(fold), 'groups'))
    if (filter.email) of.push({ is: 'text', field: 'email', test: textTest(filter.email) })
    if (filter.domain) of.push({ is: 'in', field: 'domain', values: filter.domain.map(fold) })
    return all(...of)
  }

  private async target(filter: TargetFilter): Promise<Condition> {
    return {
      is: 'target',
      kinds: filter.kind?.map(fold) ?? null,
      accounts: filter.account?.map(cleanText) ?? null,
      resources: filter.resource ? await this.resources(filter.resource.map(cleanText)) : null,
      name: filter.name ? textTest(filter.name) : null,
    }
  }

  private async resources(ids: string[]): Promise<{ app: string; externalId: string }[]> {
    const tx = await this.tx()
    return tx.query<{ app: string; externalId: string }>(
      'select app, external_id as "externalId" from activities.resource where id = any($1::text[])',
      [ids],
    )
  }

  private async accounts(where: string, values: string[], what: string): Promise<Condition> {
    const tx = await this.tx()
    const rows = await tx.query<{ id: string }>(
      `select id from activities.account where ${where} limit ${MAX_ACCOUNTS + 1}`,
      [values],
    )
    if (rows.length > MAX_ACCOUNTS)
      throw new CasbahError(
        'BAD_USER_INPUT',
        `These ${what} have more than ${MAX_ACCOUNTS} accounts. Name fewer or smaller ${what}, or filter by \`actor.domain\` instead.`,
      )
    return { is: 'in', field: 'account', values: rows.map(row => row.id) }
  }
}

function ip(filter: IpFilter): Condition {
  const of: Condition[] = []
  if (filter.address) of.push({ is: 'address', ranges: filter.address.map(addressRange) })
  if (filter.cidr) of.push({ is: 'address', ranges: filter.cidr.map(cidrRange) })
  if (filter.country)
    of.push({ is: 'in', field: 'country', values: filter.country.map(code => cleanText(code).toUpperCase()) })
  if (filter.asn) of.push({ is: 'number', field: 'asn', values: filter.asn })
  if (filter.tag) of.push({ is: 'in', field: 'tag', values: filter.tag })
  return all(...of)
}

function addressRange(text: string): AddressRange {
  const address = parseAddress(text)
  if (!address)
    throw new CasbahError(
      'BAD_USER_INPUT',
      `${JSON.stringify(text)} is no IP address. Write it as 203.0.113.7 or 2001:db8::7; for ranges use \`ip.cidr\`.`,
    )
  return { family: address.family, first: address.value, last: address.value }
}

function cidrRange(text: string): AddressRange {
  const range = parseCidr(text)
  if (!range)
    throw new CasbahError(
      'BAD_USER_INPUT',
      `${JSON.stringify(text)} is no range in CIDR form. Write it as 203.0.113.0/24 or 2001:db8::/32, without bits behind the prefix.`,
    )
  return range
}

function textTest(filter: StringFilter): TextTest {
  return {
    in: filter.in?.map(fold) ?? null,
    contains: filter.contains === null || filter.contains === undefined ? null : fold(filter.contains),
    startsWith: filter.startsWith === null || filter.startsWith === undefined ? null : fold(filter.startsWith),
    isSet: filter.isSet ?? null,
  }
}

const fold = (text: string) => cleanText(text).toLowerCase()
