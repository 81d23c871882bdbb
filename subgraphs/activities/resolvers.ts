import { ActivityResolver } from './activity/activity.resolver.ts'
import { TargetResolver } from './activity/target.resolver.ts'
import { CountsResolver } from './counts/counts.resolver.ts'
import { TailResolver } from './live/tail.resolver.ts'
import {
  AccountActivitiesResolver,
  AppActivitiesResolver,
  UserActivitiesResolver,
} from './neighbours/neighbours.resolver.ts'
import { NamedNetworkResolver } from './network/named-network.resolver.ts'

export const resolvers = [
  ActivityResolver,
  TargetResolver,
  CountsResolver,
  NamedNetworkResolver,
  TailResolver,
  AppActivitiesResolver,
  AccountActivitiesResolver,
  UserActivitiesResolver,
]
