import { userError, type Context } from '@casbah/kit'
import type { ControlPayload } from '../control/control.type.ts'
import { z } from 'zod'
import { READABLE } from '../app/readable.ts'
import { controlById } from '../control/control.service.ts'
import { callerAsActor } from '../references.type.ts'
import type { ControlParametersInput } from './parameters.type.ts'
import { wantAssessment } from './want-assessment.ts'

type Values = Record<string, unknown>
/** JSON of what is set for one control. */
const LONGEST = 10_000

/** Parameters in force, by name; null for a control that has none. */
export async function parametersInForce(context: Context, control: string): Promise<Values | null> {
  return (await context.loader(inForce, inForce).load(control))?.values ?? null
}

/** JSON schema of a control's parameters, with descriptions, bounds and defaults; null for a control that has none. */
export async function parameterSchema(context: Context, control: string): Promise<object | null> {
  return (await context.loader(inForce, inForce).load(control))?.schema ?? null
}

interface InForce {
  values: Values
  schema: object
}

async function inForce(controls: readonly string[], context: Context): Promise<(InForce | null)[]> {
  const tx = await context.tx()
  const rows = await tx.query<{ id: string; parameters: object; chosen: Values | null }>(
    `select c.id, c.parameters, p.chosen from posture.control c left join posture.control_parameters p on p.control = c.id
     where c.id = any($1::text[]) and c.parameters is not null`,
    [controls],
  )
  // What was set by an older schema and no longer fits is shown as it is: the control says so, too.
  const values = rows.map(({ id, parameters, chosen }) => {
    const read = schemaOf(parameters).safeParse(chosen ?? {})
    return [id, { values: (read.success ? read.data : chosen) as Values, schema: parameters }] as const
  })
  const byId = new Map(values)
  return controls.map(id => byId.get(id) ?? null)
}

/** Sets them, and has the control judged anew in all apps that it is about. */
export async function setControlParameters(context: Context, input: ControlParametersInput): Promise<ControlPayload> {
  const { control: id, parameters: given } = input
  return context.write(async tx => {
    const [control] = await tx.query<{ connector: string; parameters: object | null }>(
      'select connector, parameters from posture.control where id = $1 and not retired',
      [id],
    )
    if (!control) return refused('NOT_FOUND', `There is no control ${id}.`, ['input', 'control'])
    if (!control.parameters)
      return refused('BAD_USER_INPUT', `The control ${id} has no parameters.`, ['input', 'parameters'])
    const wrong = wrongWith(control.parameters, given)
    if (wrong) return refused('BAD_USER_INPUT', wrong, ['input', 'parameters'])
    if (Object.keys(given as Values).length === 0)
      await tx.query('delete from posture.control_parameters where control = $1', [id])
    else
      await tx.query(
        `insert into posture.control_parameters (tenant, control, chosen, chosen_by, chosen_at) values ($1, $2, $3, $4, now())
         on conflict (tenant, control) do update set chosen = excluded.chosen, chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at`,
        [tx.tenant, id, JSON.stringify(given), JSON.stringify(callerAsActor(context))],
      )
    const apps = await tx.query<{ id: string; state: string }>(
      'select id, state from posture.app where connector = $1 order by id',
      [control.connector],
    )
    for (const app of apps)
      if (READABLE.has(app.state)) await wantAssessment(tx, app.id, [id.slice(id.indexOf('/') + 1)])
    return { control: await controlById(context, id), userErrors: [] }
  })
}

function refused(code: 'NOT_FOUND' | 'BAD_USER_INPUT', message: string, path: string[]): ControlPayload {
  return { control: null, userErrors: [userError(code, message, path)] }
}

/** One sentence; null when they fit. */
function wrongWith(schema: object, given: unknown): string | null {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return 'Give parameters by name.'
  const known = Object.keys((schema as { properties?: object }).properties ?? {})
  const unknown = Object.keys(given).find(name => !known.includes(name))
  if (unknown !== undefined) return `There is no parameter ${unknown}. There are: ${known.join(', ')}.`
  if (JSON.stringify(given).length > LONGEST) return `Parameters may have ${LONGEST} signs of JSON in all.`
  const read = schemaOf(schema).safeParse(given)
  const [issue] = read.success ? [] : read.error.issues
  return issue ? `The parameter ${issue.path.join('.')} does not fit: ${issue.message}.` : null
}

const schemaOf = (schema: object) => z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])
