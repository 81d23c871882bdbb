import { at, confirmField, pathTo, type Action, type ActionInput, type HttpRequest } from '@casbah/sdk'

const ACTIVE = 1
const NAMES: Record<number, string> = { 1: 'active', 2: 'suspended', 3: 'locked', 4: 'with an expired password' }

/** Address of the user that an action is on, in a version of the API. */
export const pathOf = (version: 1 | 2, { target }: ActionInput) => pathTo`/api/${version}/users/${target.externalId}`

export const show = (input: ActionInput): HttpRequest => ({ path: pathOf(2, input) })

/** Sets the status of the user by its number; all else stays. */
export const setStatus = (input: ActionInput, status: number): HttpRequest => ({
  method: 'PUT',
  path: pathOf(2, input),
  json: { status },
})

/** What every action has that gives the user another status: it is confirmed by what the user then shows, and taken back to the status before. */
export const intoStatus = (status: number): Pick<Action, 'lookup' | 'confirm' | 'remember' | 'undo'> => ({
  lookup: show,
  confirm: { request: show, judge: isIn(status) },
  remember: ({ found }) => at(found?.body, 'status'),
  undo: {
    request: input => setStatus(input, before(input)),
    judge: (answer, input) => isIn(before(input))(answer),
  },
})

/** A user of whom nothing was remembered is active. */
const before = (input: ActionInput | undefined) => (typeof input?.remembered === 'number' ? input.remembered : ACTIVE)

const isIn = (is: number) => confirmField({ vendor: 'OneLogin', what: 'the user', field: 'status', is, words: NAMES })
