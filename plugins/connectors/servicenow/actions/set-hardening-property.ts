import { at, defineAction, pathTo, type ActionInput, type Confirmation } from '@casbah/sdk'
import { z } from 'zod'
import { HARDENING } from '../hardening.ts'
import { rowsWith, table } from '../table.ts'

const NAMES = Object.keys(HARDENING) as [string, ...string[]]
const nameOf = ({ parameters }: ActionInput) => String(parameters.property)
const wantedOf = (input: ActionInput) => HARDENING[nameOf(input)]?.want ?? null
const ofProperty = (input: ActionInput) => table('sys_properties', 'sys_id,name,value', `name=${nameOf(input)}`)
const foundIn = (input: ActionInput) => rowsWith(input.found?.body, 'name', nameOf(input))[0]
const path = (input: ActionInput) => pathTo`/v2/table/sys_properties/${foundIn(input)?.sys_id}`

/** Whether the property now has this value; null is one that is not to be there. */
const shows =
  (wanted: (input: ActionInput) => unknown) =>
  ({ status, body }: { status: number; body: unknown }, input?: ActionInput): Confirmation => {
    if (status !== 200 || !input || !Array.isArray(at(body, 'result')))
      return { done: status === 200 ? null : false, result: `ServiceNow answers ${status} without the property.` }
    const value = rowsWith(body, 'name', nameOf(input))[0]?.value ?? null
    return {
      done: value === wanted(input),
      result: `ServiceNow shows ${nameOf(input)} ${value === null ? 'not set' : `as ${value}`}.`,
    }
  }

export const setHardeningProperty = defineAction({
  name: 'set-hardening-property',
  title: 'Harden a property',
  description:
    'Sets one of the properties that the checks look at to the value that the vendor recommends, and adds it where it is not there.',
  target: 'APP',
  effect: 'REVERSIBLE',
  scope: 'write sys_properties',
  readScopes: ['read sys_properties'],
  input: z.object({ property: z.enum(NAMES).describe('Name of the property.') }),
  lookup: ofProperty,
  request: input => {
    const value = wantedOf(input)
    if (foundIn(input)) return { method: 'PATCH', path: path(input), json: { value } }
    const type = /^(true|false)$/.test(value ?? '') ? 'boolean' : 'string'
    return { method: 'POST', path: '/v2/table/sys_properties', json: { name: nameOf(input), value, type } }
  },
  confirm: { request: ofProperty, judge: shows(wantedOf) },
  remember: input => ({ value: foundIn(input)?.value ?? null }),
  undo: {
    request: input => {
      const value = at(input.remembered, 'value')
      return value === null
        ? { method: 'DELETE', path: path(input) }
        : { method: 'PATCH', path: path(input), json: { value } }
    },
    judge: shows(({ remembered }) => at(remembered, 'value')),
  },
})
