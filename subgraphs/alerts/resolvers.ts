import { AlertResolver } from './alert/alert.resolver.ts'
import { LiveResolver } from './live/live.resolver.ts'
import { ActivityResolver, AppResolver, UserResolver } from './neighbour/neighbour.resolver.ts'
import { PolicyResolver } from './policy/policy.resolver.ts'

export const RESOLVERS = [
  PolicyResolver,
  AlertResolver,
  AppResolver,
  UserResolver,
  ActivityResolver,
  LiveResolver,
] as const
