import type { RowAnswer } from '../messages.ts'

/**
 * Whether a row of an answer is surely of its shape: most are, and this costs a tenth of the full look. What it does not know or
 * is not sure of it leaves to the schema, which alone refuses.
 */
export function isPlainRow(value: unknown, longest: number, most: number): value is RowAnswer {
  if (!isObject(value)) return false
  for (const key in value) if (!ROW.has(key)) return false
  const { id, hashed, time, activities } = value
  return (
    isText(id, longest) &&
    typeof hashed === 'boolean' &&
    (time === null || typeof time === 'number') &&
    Array.isArray(activities) &&
    activities.length <= most &&
    activities.every(one => isPlainActivity(one, longest, most))
  )
}

const ROW = new Set(['id', 'hashed', 'time', 'activities'])
const OUTCOMES = new Set<unknown>(['SUCCESS', 'FAILURE', 'UNKNOWN'])
const SEVERITIES = new Set<unknown>(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])
const KINDS = new Set<unknown>(['user', 'service', 'system'])

function isPlainActivity(value: unknown, longest: number, most: number): boolean {
  if (!isObject(value) || !isText(value.vendorAction, longest)) return false
  for (const key in value) {
    const field = value[key]
    switch (key) {
      case 'vendorAction':
        break
      case 'time':
        if (field !== null && !isText(field, longest)) return false
        break
      case 'actor':
        if (field !== null && !isParty(field, longest, true)) return false
        break
      case 'targets':
        if (!Array.isArray(field) || field.length > most) return false
        for (const target of field) if (!isParty(target, longest, false)) return false
        break
      case 'outcome':
        if (!OUTCOMES.has(field)) return false
        break
      case 'severity':
        if (field !== null && !SEVERITIES.has(field)) return false
        break
      case 'ip':
        if (field !== null && !isAddress(field, longest)) return false
        break
      case 'outcomeReason':
      case 'userAgent':
      case 'sessionId':
        if (!isLoose(field, longest)) return false
        break
      case 'isAdmin':
      case 'isImpersonated':
        if (field !== null && typeof field !== 'boolean') return false
        break
      default:
        return false
    }
  }
  return true
}

function isParty(value: unknown, longest: number, actor: boolean): boolean {
  if (!isObject(value)) return false
  for (const key in value) {
    const field = value[key]
    if (key === 'kind' && actor) {
      if (field !== null && !KINDS.has(field)) return false
    } else if (!PARTY.has(key) || !isLoose(field, longest)) return false
  }
  return true
}

const PARTY = new Set(['id', 'email', 'name', 'kind'])

function isAddress(value: unknown, longest: number): boolean {
  if (!isObject(value) || !isText(value.address, longest)) return false
  for (const key in value) {
    const field = value[key]
    if (key === 'asn') {
      if (field !== null && typeof field !== 'number') return false
    } else if (!ADDRESS.has(key) || !isLoose(field, longest)) return false
  }
  return true
}

const ADDRESS = new Set(['address', 'country', 'city', 'isp'])

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length <= longest

const isLoose = (value: unknown, longest: number) =>
  value === null || typeof value === 'number' || isText(value, longest)
