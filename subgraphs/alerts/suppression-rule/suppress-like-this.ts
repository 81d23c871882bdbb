import { userError, type Context, type Tx, type UserErrorData } from '@casbah/kit'
import { isUuid } from '../alert/alert.loaders.ts'
import { takeTurn } from '../alert/alert-log.ts'
import { insertRule } from './create-rule.ts'
import type {
  SuppressBy,
  SuppressionRulePayload,
  SuppressionScopeInput,
  SuppressLikeThisInput,
} from './suppression-rule.type.ts'

/** Where each likeness is kept of an alert, and its place in a rule's scope. */
const LIKENESS = {
  USER: { kind: 'user', term: 'users', missing: 'no user that is known' },
  IP: { kind: 'ip', term: 'ips', missing: 'no IP address' },
  APP: { kind: 'app', term: 'apps', missing: 'no app' },
  RESOURCE: { kind: 'resource', term: 'resources', missing: 'no resource that is known' },
  ACTION: { kind: null, term: 'actions', missing: 'no action' },
} as const satisfies Record<SuppressBy, { kind: string | null; term: keyof SuppressionScopeInput; missing: string }>

/** Makes a rule about an alert's policy and what the alert is about. */
export async function suppressLikeThis(
  context: Context,
  input: SuppressLikeThisInput,
): Promise<SuppressionRulePayload> {
  const failed = (problem: UserErrorData) => ({ suppressionRule: null, userErrors: [problem] })
  const by = [...new Set(input.by)]
  if (!by.length)
    return failed(
      userError(
        'BAD_USER_INPUT',
        'Say what makes another alert like this one: USER, IP, APP, RESOURCE or ACTION. To hear nothing of it at all, disable the policy instead.',
        ['by'],
      ),
    )
  return context.write(async tx => {
    await takeTurn(tx)
    const [alert] = isUuid(input.alert)
      ? await tx.query<{ policy: string; title: string }>(
          'select policy, title from alerts.alert where tenant = $1 and id = $2::uuid',
          [tx.tenant, input.alert],
        )
      : []
    if (!alert)
      return failed(userError('NOT_FOUND', `There is no alert ${input.alert}. Take an id of \`alerts\`.`, ['alert']))
    const scope: SuppressionScopeInput = {}
    for (const each of by) {
      const { kind, term, missing } = LIKENESS[each]
      const values = kind ? await entities(tx, input.alert, kind) : await actions(tx, input.alert)
      if (!values.length)
        return failed(
          userError(
            'BAD_USER_INPUT',
            `The alert names ${missing}, so nothing can be like it by ${each}. Leave it out.`,
            ['by'],
          ),
        )
      scope[term] = values
    }
    const { reason, expiresAt } = input
    const name = input.name ?? (await freeName(tx, alert.title))
    return insertRule(tx, context, { name, policy: alert.policy, scope, reason, expiresAt })
  })
}

/** One over what a rule takes, so that too many are refused and not cut. */
const MOST = 101

async function entities(tx: Tx, alert: string, kind: string): Promise<string[]> {
  const rows = await tx.query<{ value: string }>(
    `select value from alerts.alert_entity where tenant = $1 and alert = $2 and kind = $3 order by value limit ${MOST}`,
    [tx.tenant, alert, kind],
  )
  return rows.map(({ value }) => value)
}

async function actions(tx: Tx, alert: string): Promise<string[]> {
  const rows = await tx.query<{ value: string }>(
    `select distinct copy->>'vendorAction' as value from alerts.alert_evidence
     where tenant = $1 and alert = $2 and copy is not null order by 1 limit ${MOST}`,
    [tx.tenant, alert],
  )
  return rows.map(({ value }) => value)
}

/** A name that says what it is like, with a number when that is taken. */
async function freeName(tx: Tx, title: string): Promise<string> {
  const name = `Like: ${title}`.slice(0, 190).toWellFormed()
  const rows = await tx.query<{ name: string }>(
    'select name from alerts.suppression_rule where tenant = $1 and starts_with(name, $2)',
    [tx.tenant, name],
  )
  const taken = new Set(rows.map(row => row.name))
  for (let number = 1; ; number++) {
    const numbered = number === 1 ? name : `${name} (${number})`
    if (!taken.has(numbered)) return numbered
  }
}
