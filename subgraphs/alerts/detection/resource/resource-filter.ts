import { z } from 'zod'
import type { Predicate } from '../predicate/predicate.ts'
import { among, like, list, text } from '../threshold/event-filter.ts'
import { aged, combine, dates, daysAgo, fieldTest, refused, within } from './thing-tests.ts'

const NO_CONTENTS =
  'what a file contains is not read. Judge by name, extension or label, or let the vendor classify files and judge by `label`'

const fields = {
  app: list(z.string()),
  connector: list(z.string()),
  kind: list(z.enum(['FILE', 'FOLDER', 'REPOSITORY', 'BUCKET', 'SITE', 'CHANNEL', 'CALENDAR', 'OTHER'])),
  name: text,
  /** Endings of the name without the dot, whatever their case. */
  extension: list(z.string()),
  owner: list(z.string()),
  exposure: list(z.enum(['PRIVATE', 'INTERNAL', 'EXTERNAL', 'PUBLIC_LINK', 'PUBLIC'])),
  /** Any address, domain or group that it is shared with. */
  sharedWith: text,
  /** Shared with an address or domain that is one of these or lies below it. */
  sharedWithDomains: list(z.string()),
  /** Shared with a domain outside the organisation that is none of these and does not lie below one; an empty list means any outside. */
  sharedWithOutsideBut: z.array(z.string()).optional(),
  /** Shared with an address at a host of personal mail. */
  sharedWithPersonalMail: z.boolean().optional(),
  /** The vendor's own label. */
  label: text,
  modifiedAt: dates,
  modifiedDaysAgo: daysAgo,
  content: refused(NO_CONTENTS),
  contains: refused(NO_CONTENTS),
}

const base = z.strictObject(fields)

/** A ResourceFilter that a policy judges resources by; fields must all hold, a list holds when any of its values does. */
export type ResourceFilter = z.infer<typeof base> & {
  and?: ResourceFilter[]
  or?: ResourceFilter[]
  not?: ResourceFilter
}

export const resourceFilter: z.ZodType<ResourceFilter> = z.lazy(() =>
  z.strictObject({
    ...fields,
    and: z.array(resourceFilter).optional(),
    or: z.array(resourceFilter).min(1).optional(),
    not: resourceFilter.optional(),
  }),
) as z.ZodType<ResourceFilter>

/** What a resource must be like to be meant by a filter. */
export function resourcePredicate(filter: ResourceFilter): Predicate {
  const { extension, sharedWithDomains, sharedWithOutsideBut, sharedWithPersonalMail } = filter
  return combine(
    [
      ...among('app', filter.app),
      ...among('connector', filter.connector),
      ...among('kind', filter.kind),
      ...like('name', filter.name),
      ...among(
        'extension',
        extension?.map(each => each.replace(/^\./, '').toLowerCase()),
      ),
      ...among('owner', filter.owner),
      ...among('exposure', filter.exposure),
      ...like('sharedWith', filter.sharedWith),
      ...(sharedWithDomains ? [sharedWithin(sharedWithDomains)] : []),
      ...(sharedWithOutsideBut ? [sharedElsewhere(sharedWithOutsideBut)] : []),
      ...among('sharedWithPersonalMail', sharedWithPersonalMail, 'isSharedWithPersonalMail'),
      ...like('label', filter.label),
      ...within('modifiedAt', filter.modifiedAt),
      ...aged('modifiedDaysAgo', 'modifiedAt', filter.modifiedDaysAgo),
    ],
    filter,
    resourcePredicate,
  )
}

function sharedWithin(wanted: string[]) {
  const domains = wanted.map(each => each.toLowerCase())
  return fieldTest('sharedWithDomains', 'sharedWith', 'domain in', wanted, value => {
    const name = String(value).toLowerCase()
    return isUnder(name.slice(name.lastIndexOf('@') + 1), domains)
  })
}

function sharedElsewhere(allowed: string[]) {
  const domains = allowed.map(each => each.toLowerCase())
  return fieldTest(
    'sharedWithOutsideBut',
    'outsideDomains',
    'domain not in',
    allowed,
    value => !isUnder(String(value), domains),
  )
}

const isUnder = (domain: string, of: string[]) => of.some(each => domain === each || domain.endsWith(`.${each}`))
