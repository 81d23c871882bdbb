import { AlertResolver } from './alert/alert.resolver.ts'
import { BacktestAlertResolver, BacktestResolver } from './backtest/backtest.resolver.ts'
import { IncidentResolver } from './incident/incident.resolver.ts'
import { LiveResolver } from './live/live.resolver.ts'
import { ActivityResolver, AppResolver, UserResolver } from './neighbour/neighbour.resolver.ts'
import { PolicyResolver } from './policy/policy.resolver.ts'
import { SuppressionResolver } from './suppression/suppression.resolver.ts'

export const RESOLVERS = [
  PolicyResolver,
  AlertResolver,
  IncidentResolver,
  AppResolver,
  UserResolver,
  ActivityResolver,
  LiveResolver,
  BacktestResolver,
  BacktestAlertResolver,
  SuppressionResolver,
] as const
