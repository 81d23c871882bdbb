import { registerEnumType } from 'type-graphql'

export const Outcome = { SUCCESS: 'SUCCESS', FAILURE: 'FAILURE', UNKNOWN: 'UNKNOWN' } as const
export type Outcome = keyof typeof Outcome
registerEnumType(Outcome, {
  name: 'Outcome',
  description: 'Whether an activity succeeded.',
  valuesConfig: {
    SUCCESS: { description: 'It succeeded.' },
    FAILURE: { description: 'It failed or was refused.' },
    UNKNOWN: { description: 'The vendor does not tell.' },
  },
})

export const ActivityOrder = { TIME_DESC: 'TIME_DESC', TIME_ASC: 'TIME_ASC' } as const
export type ActivityOrder = keyof typeof ActivityOrder
registerEnumType(ActivityOrder, {
  name: 'ActivityOrder',
  description: 'Order of activities.',
  valuesConfig: { TIME_DESC: { description: 'Newest first.' }, TIME_ASC: { description: 'Oldest first.' } },
})
