import { z } from 'zod'
import { assetRow } from '../asset-row.ts'
import { bare } from '../requests.ts'

const flag = z.boolean().nullish()

/** Log sinks of the organisation. */
export const sinks = z
  .array(
    z.looseObject({
      name: z.string(),
      destination: z.string(),
      filter: z.string().nullish(),
      disabled: flag,
      includeChildren: flag,
      interceptChildren: flag,
    }),
  )
  .min(1)

/** Names of the buckets that sinks export to; undefined where the sinks could not be read. */
export const bucketsOfSinks = (read: unknown): string[] | undefined =>
  sinks
    .safeParse(read)
    .data?.flatMap(({ destination }) => /^storage\.googleapis\.com\/(.+)$/.exec(destination)?.[1] ?? [])

/** A bucket by its name, with whether its retention policy is locked. */
export const retainedBucket = assetRow({ retentionPolicy: z.looseObject({ isLocked: flag }).nullish() }).transform(
  ({ name, resource }) => ({ name: bare(name), isLocked: resource.data.retentionPolicy?.isLocked === true }),
)

const auditLogConfig = z.looseObject({ logType: z.string(), exemptedMembers: z.array(z.string()).default([]) })
const auditConfig = z.looseObject({ service: z.string(), auditLogConfigs: z.array(auditLogConfig).default([]) })
/** A policy with what it says of audit logs, which is left out where that is nothing. Every policy has an etag. */
export const auditPolicy = z.looseObject({ etag: z.string(), auditConfigs: z.array(auditConfig).default([]) })

/** A service account of a virtual machine, with the APIs that it may be used for. */
export const machineAccount = z.looseObject({ email: z.string().default(''), scopes: z.array(z.string()).default([]) })

/** API keys with the APIs that they open; without any they open all. */
export const apiRestrictions = z
  .looseObject({ apiTargets: z.array(z.looseObject({ service: z.string() })).nullish() })
  .nullish()
