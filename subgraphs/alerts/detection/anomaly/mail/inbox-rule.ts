import type { JudgedEvent } from '../../event.ts'
import { parametersOf } from '../google-parameters.ts'
import { textOf } from '../text-of.ts'
import { testOf, type Meant } from '../vendor-words.ts'
import { addressesIn } from './addresses.ts'

/** What a rule of a mailbox, or a setting that acts like one, does with mail. */
export interface InboxRule {
  name: string | null
  /** Addresses that it sends mail on to. */
  forwardsTo: string[]
  deletes: boolean
  /** The folder that it moves mail to, without its path. */
  movesTo: string | null
  marksRead: boolean
  /** Words that mail must have to be meant, as the vendor lists them. */
  words: string
  /** Whether it means all mail. */
  meansAll: boolean
}

/** Which events tell of such rules: by our name, and by Microsoft's and Google's. */
export const RULE_EVENTS: Meant = {
  actions: ['mail_forwarding.enable', 'mail_rule.create', 'mail_rule.update', 'inbox_rule.create', 'inbox_rule.update'],
  vendorWords: ['InboxRule', 'Set-Mailbox'],
}

/** Whether an event may tell of such a rule. */
export const mayTellOfRule = testOf(RULE_EVENTS)

const FORWARDS = ['ForwardTo', 'RedirectTo', 'ForwardAsAttachmentTo', 'ForwardingSmtpAddress', 'ForwardingAddress']
const WORDS = ['SubjectContainsWords', 'BodyContainsWords', 'SubjectOrBodyContainsWords', 'FromAddressContainsWords']
const CONDITIONS = [
  ...WORDS,
  'From',
  'SentTo',
  'HeaderContainsWords',
  'RecipientAddressContainsWords',
  'HasAttachment',
  'MyNameInToBox',
]
const GOOGLE = 'email_forwarding_destination_address'

/** The rule that an event tells of; null when it makes none. Microsoft's records are read as its audit log has them. */
export function inboxRuleOf(event: JudgedEvent): InboxRule | null {
  const { vendorAction, connector, targets } = event.activity
  if (/Remove-InboxRule|Disable-InboxRule/i.test(vendorAction)) return null
  if (connector === 'google-workspace') return ruleOf(new Map([['ForwardTo', parametersOf(event).get(GOOGLE) ?? '']]))
  const values = exchangeValues(event.record)
  if (!values.size)
    for (const { kind, email } of targets.slice(0, 20)) if (kind === 'mailbox' && email) values.set('ForwardTo', email)
  return ruleOf(values)
}

function ruleOf(values: ReadonlyMap<string, string>): InboxRule {
  const folder = values.get('MoveToFolder') ?? null
  return {
    name: values.get('Name') ?? values.get('RuleName') ?? null,
    forwardsTo: [...new Set(FORWARDS.flatMap(name => addressesIn(values.get(name) ?? '')))],
    deletes: isTrue(values.get('DeleteMessage')) || isTrue(values.get('SoftDeleteMessage')),
    movesTo:
      folder &&
      (folder
        .slice(0, 500)
        .split(/[\\/:]/)
        .at(-1)!
        .trim() ||
        null),
    marksRead: isTrue(values.get('MarkAsRead')),
    words: WORDS.map(name => values.get(name) ?? '')
      .join(' ')
      .trim(),
    meansAll: !CONDITIONS.some(name => values.get(name)),
  }
}

const isTrue = (value: string | undefined) => value?.toLowerCase() === 'true'
const MOST = 100
const LONGEST = 4_096

/** `Parameters` of a cmdlet, or `OperationProperties` of Outlook with actions as JSON, flat by name. */
function exchangeValues(record: unknown): Map<string, string> {
  const values = new Map<string, string>()
  const { Parameters, OperationProperties } = (record ?? {}) as Record<string, unknown>
  for (const list of [Parameters, OperationProperties]) {
    if (!Array.isArray(list)) continue
    for (const entry of list.slice(0, MOST) as (Record<string, unknown> | null)[]) {
      const { Name, Value } = entry ?? {}
      if (typeof Name !== 'string' || Value === undefined || Value === null) continue
      const text = textOf(Value).slice(0, LONGEST)
      values.set(Name, text)
      if (Name === 'RuleActions') outlookActions(text, values)
    }
  }
  return values
}

/** Outlook tells actions as a list such as `[{"ActionType":"Forward","Recipients":["a@b.c"]}]`. */
function outlookActions(text: string, values: Map<string, string>): void {
  let actions: unknown
  try {
    actions = JSON.parse(text)
  } catch {
    return
  }
  for (const action of (Array.isArray(actions) ? actions : [actions]).slice(0, MOST) as (Record<
    string,
    unknown
  > | null)[]) {
    const type = textOf(action?.ActionType)
    if (/forward|redirect/i.test(type)) values.set('ForwardTo', textOf(action))
    if (/delete/i.test(type)) values.set('DeleteMessage', 'true')
    if (/markasread/i.test(type)) values.set('MarkAsRead', 'true')
    if (/^move/i.test(type)) values.set('MoveToFolder', textOf(action?.Folder ?? action?.DestinationFolder))
  }
}
