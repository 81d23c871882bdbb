import type { StoredActivity } from '@casbah/kit'
import { contains, parseAddress } from '../network/address.ts'
import type { Condition, TextTest } from './condition.ts'
import { EXACT, FLAGS, NUMBERS, TEXTS } from './fields.ts'

/** Whether a condition holds of an activity in memory; says the same as `toSql` of its row. */
export function matches(condition: Condition, activity: StoredActivity): boolean {
  switch (condition.is) {
    case 'all':
      return condition.of.every(each => matches(each, activity))
    case 'any':
      return condition.of.some(each => matches(each, activity))
    case 'not':
      return !matches(condition.of, activity)
    case 'in': {
      const value = EXACT[condition.field].read(activity)
      return value !== null && condition.values.includes(value)
    }
    case 'number': {
      const value = NUMBERS[condition.field].read(activity)
      return value !== null && condition.values.includes(value)
    }
    case 'flag':
      return FLAGS[condition.field].read(activity) === condition.value
    case 'text':
      return textHolds(condition.test, TEXTS[condition.field].read(activity))
    case 'target':
      return activity.targets.some((target, index) =>
        targetHolds(condition, target, activity.app, activity.targetAccountIds[index]),
      )
    case 'address': {
      const address = activity.ip && parseAddress(activity.ip.address)
      return address !== null && condition.ranges.some(range => contains(range, address))
    }
    case 'time':
      return (
        (condition.since === null || activity.time >= condition.since) &&
        (condition.until === null || activity.time < condition.until)
      )
    case 'words':
      return wordsHold(condition.words, activity)
  }
}

function textHolds(test: TextTest, text: string | null): boolean {
  const folded = text?.toLowerCase()
  return (
    (test.in === null || (folded !== undefined && test.in.includes(folded))) &&
    (test.contains === null || (folded?.includes(test.contains) ?? false)) &&
    (test.startsWith === null || (folded?.startsWith(test.startsWith) ?? false)) &&
    (test.isSet === null || test.isSet === Boolean(text))
  )
}

function targetHolds(
  condition: Extract<Condition, { is: 'target' }>,
  target: StoredActivity['targets'][number],
  app: string,
  account: string | null | undefined,
): boolean {
  const { kinds, accounts, resources, name } = condition
  if (kinds && !kinds.includes(target.kind.toLowerCase())) return false
  if (accounts && !(account && accounts.includes(account))) return false
  if (resources && !resources.some(one => one.app === app && one.externalId === target.id)) return false
  if (!name) return true
  const holds = [target.name, target.email].map(text => textHolds(name, text))
  return name.isSet === false ? holds.every(Boolean) : holds.some(Boolean)
}

function wordsHold(words: string[], activity: StoredActivity): boolean {
  if (!words.length) return true
  const texts = [activity.raw, activity.actor?.name ?? '', activity.actor?.email ?? '']
  const folded = texts.map(text => text.toLowerCase())
  return words.every(word => folded.some(text => text.includes(word)))
}
