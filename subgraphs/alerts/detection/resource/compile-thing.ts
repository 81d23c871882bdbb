import type { Severity } from '@casbah/kit'
import type { z } from 'zod'
import type { postureDefinition, resourceDefinition } from './definition.ts'
import { findingPredicate } from './finding-filter.ts'
import { grantPredicate } from './grant-filter.ts'
import { resourcePredicate } from './resource-filter.ts'
import { ThingPolicy } from './thing-policy.ts'

interface Named {
  name: string
  severity: Severity
}

const distinct = (values: string[] | undefined) => (values ? [...new Set(values)] : null)

export function resourcePolicy(named: Named, { filter, grantFilter }: z.infer<typeof resourceDefinition>): ThingPolicy {
  if (grantFilter) return new ThingPolicy(named, { of: 'grant', predicate: grantPredicate(grantFilter), facets: null })
  const facets = distinct(filter!.exposure)
  return new ThingPolicy(named, { of: 'resource', predicate: resourcePredicate(filter!), facets })
}

export function posturePolicy(named: Named, { filter }: z.infer<typeof postureDefinition>): ThingPolicy {
  return new ThingPolicy(named, {
    of: 'finding',
    predicate: findingPredicate(filter),
    facets: distinct(filter.status),
  })
}
