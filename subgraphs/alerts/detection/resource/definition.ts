import { z } from 'zod'
import { findingFilter } from './finding-filter.ts'
import { grantFilter } from './grant-filter.ts'
import { resourceFilter } from './resource-filter.ts'

const ONE = 'give exactly one of `filter` (resources) and `grantFilter` (OAuth grants)'
const SOME = 'name at least one condition; without any, everything new would match'
const says = (filter: object | undefined) => !filter || Object.values(filter).some(value => value !== undefined)

/** A policy of kind RESOURCE: resources or OAuth grants that come to match. */
export const resourceDefinition = z
  .strictObject({ filter: resourceFilter.optional(), grantFilter: grantFilter.optional() })
  .refine(({ filter, grantFilter }) => (filter === undefined) !== (grantFilter === undefined), ONE)
  .refine(({ filter }) => says(filter), { path: ['filter'], message: SOME })
  .refine(({ grantFilter }) => says(grantFilter), { path: ['grantFilter'], message: SOME })

/** A policy of kind POSTURE: findings that come to match; without a status, those that come to fail. */
export const postureDefinition = z.strictObject({ filter: findingFilter })
