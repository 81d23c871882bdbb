import type { JudgedEvent } from '../../event.ts'
import { isObject, own } from '../../predicate/path.ts'

/** Connectors of clouds whose resources have regions. */
export const CLOUDS = ['aws', 'azure', 'gcp'] as const

/** Services of AWS that have no region: what they do is told as if it were in one. */
const GLOBAL_OF_AWS = new Set([
  'account', 'artifact', 'billing', 'budgets', 'ce', 'cloudfront', 'globalaccelerator', 'health', 'iam', 'networkmanager',
  'organizations', 'route53', 'route53domains', 'shield', 'signin', 'sso', 'sso-directory', 'sts', 'support', 'trustedadvisor', 'waf',
]) // prettier-ignore

/** Places of a region in the records of each cloud, the most exact first. */
const PATHS: Readonly<Record<string, readonly string[][]>> = {
  aws: [['awsRegion']],
  azure: [['properties', 'responseBody', 'location'], ['properties', 'location'], ['resourceLocation'], ['location']],
  gcp: [
    ['protoPayload', 'resourceLocation', 'currentLocations'],
    ['resource', 'labels', 'location'],
    ['resource', 'labels', 'region'],
    ['resource', 'labels', 'zone'],
  ],
}

const REGION = /^[a-z][a-z0-9-]{1,40}$/
/** Longest text that is taken for a region, characters. */
const LONGEST = 64
const NOWHERE = new Set(['global', 'aws-global'])
/** A body within a record is read up to this size. */
const BODY = 100_000

/** The region that an activity in a cloud happened in, as the cloud names it; null when it has none or does not tell. */
export function cloudRegion(event: JudgedEvent): string | null {
  const { connector, vendorAction } = event.activity
  const paths = PATHS[connector]
  if (!paths) return null
  if (connector === 'aws' && GLOBAL_OF_AWS.has(vendorAction.split(':')[0]!)) return null
  const { record } = event
  for (const path of paths) {
    const region = regionOf(path.reduce(step, record))
    if (region) return region
  }
  return null
}

function step(value: unknown, key: string): unknown {
  const object = typeof value === 'string' && value.length <= BODY && value.startsWith('{') ? parsed(value) : value
  return isObject(object) ? own(object, key, false) : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function regionOf(value: unknown): string | null {
  const text = Array.isArray(value) ? value[0] : value
  if (typeof text !== 'string' || text.length > LONGEST) return null
  // "West Europe" is westeurope; a zone of GCP is a region and a letter.
  const region = text
    .toLowerCase()
    .replaceAll(' ', '')
    .replace(/^([a-z]+-[a-z]+\d+)-[a-z]$/, '$1')
  return REGION.test(region) && !NOWHERE.has(region) ? region : null
}
