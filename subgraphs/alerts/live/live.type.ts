import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { CursorScalar, SafeIntScalar } from '@casbah/kit'
import { Alert } from '../alert/alert.type.ts'

export const AlertUpdateKind = {
  RAISED: 'RAISED',
  CHANGED: 'CHANGED',
  LEFT: 'LEFT',
  CAUGHT_UP: 'CAUGHT_UP',
  GAP: 'GAP',
} as const
export type AlertUpdateKind = keyof typeof AlertUpdateKind
registerEnumType(AlertUpdateKind, {
  name: 'AlertUpdateKind',
  description: 'What a step in the stream of alerts is.',
  valuesConfig: {
    RAISED: { description: 'An alert was raised.' },
    CHANGED: { description: 'An alert changed.' },
    LEFT: { description: "An alert no longer matches the filter or the viewer's rights; only its id is told." },
    CAUGHT_UP: { description: 'All that was missed has come; live from here on.' },
    GAP: { description: 'The cursor is older than what is kept.' },
  },
})

@ObjectType({ description: 'One step of the stream of alerts.', simpleResolvers: true })
export class AlertUpdate {
  @Field(() => CursorScalar, { description: 'Where the stream stands; pass it as `after` to resume.' }) cursor!: string
  @Field(() => SafeIntScalar, { description: 'Number of the step in the tenant, ever growing.' }) sequence!: number
  @Field(() => AlertUpdateKind, { description: 'What the step is.' }) kind!: AlertUpdateKind
  @Field(() => Alert, { nullable: true, description: 'The alert as it is now; null for LEFT, CAUGHT_UP and GAP.' })
  alert!: Alert | null
  @Field(() => ID, { nullable: true, description: 'Id of the alert; null for CAUGHT_UP and GAP.' })
  alertId!: string | null
  @Field(() => Int, {
    nullable: true,
    description: 'In a GAP, how many updates are lost to this stream; read them by `alerts`.',
  })
  missed!: number | null
}
