import { at, pathTo, type ActionInput, type Confirmation, type HttpRequest } from '@casbah/sdk'

type Answer = { status: number; body: unknown }

export const ACTIVE = 1

/** Address of the user that an action is on, in a version of the API. */
export const pathOf = (version: 1 | 2, { target }: ActionInput) => pathTo`/api/${version}/users/${target.externalId}`

export const show = (input: ActionInput): HttpRequest => ({ path: pathOf(2, input) })

/** Sets the status of the user by its number; all else stays. */
export const setStatus = (input: ActionInput, status: number): HttpRequest => ({
  method: 'PUT',
  path: pathOf(2, input),
  json: { status },
})

/** The status before, so that it can be given back. */
export const statusOf = ({ found }: ActionInput): unknown => at(found?.body, 'status')

/** Gives back the status that was remembered; a user of whom none was is active. */
export const giveBack = (input: ActionInput): HttpRequest =>
  setStatus(input, typeof input.remembered === 'number' ? input.remembered : ACTIVE)

const NAMES: Record<number, string> = { 1: 'active', 2: 'suspended', 3: 'locked', 4: 'with an expired password' }

/** Whether the status of the user is now one of these. */
export const statusIs =
  (...wanted: number[]) =>
  ({ status, body }: Answer): Confirmation => {
    const shown = at(body, 'status')
    if (status !== 200) return { done: false, result: `OneLogin answers ${status} for the user.` }
    if (typeof shown !== 'number')
      return { done: null, result: 'OneLogin’s answer does not tell the status of the user.' }
    return {
      done: wanted.includes(shown),
      result: `OneLogin shows the user as ${NAMES[shown] ?? `with status ${shown}`}.`,
    }
  }

/** Whether the user has the status again that was remembered. */
export const isGivenBack = (answer: Answer, input?: ActionInput): Confirmation =>
  statusIs(typeof input?.remembered === 'number' ? input.remembered : ACTIVE)(answer)
