import { AlertResolver } from './alert/alert.resolver.ts'
import { BacktestAlertResolver, BacktestResolver } from './backtest/backtest.resolver.ts'
import {
  MailDeliveryResolver,
  PolicyResponseResolver,
  WebhookDeliveryResolver,
  WebhookResolver,
} from './delivery/webhook.resolver.ts'
import { IncidentResolver } from './incident/incident.resolver.ts'
import { LiveResolver } from './live/live.resolver.ts'
import { ActivityResolver, AppResolver, UserResolver } from './neighbour/neighbour.resolver.ts'
import { ExistingMatchesResolver } from './policy/existing-matches.resolver.ts'
import { PolicyResolver } from './policy/policy.resolver.ts'
import { SlaResolver } from './sla/sla.resolver.ts'
import { SuppressionProposalResolver } from './suppression-rule/proposal.resolver.ts'
import { SuppressionRuleResolver } from './suppression-rule/suppression-rule.resolver.ts'
import { SuppressionResolver } from './suppression/suppression.resolver.ts'
import { PolicyTemplateResolver } from './policy/template/template.resolver.ts'

export const RESOLVERS = [
  PolicyResolver,
  ExistingMatchesResolver,
  PolicyTemplateResolver,
  AlertResolver,
  IncidentResolver,
  AppResolver,
  UserResolver,
  ActivityResolver,
  LiveResolver,
  BacktestResolver,
  BacktestAlertResolver,
  SuppressionResolver,
  SuppressionRuleResolver,
  SuppressionProposalResolver,
  SlaResolver,
  WebhookResolver,
  WebhookDeliveryResolver,
  MailDeliveryResolver,
  PolicyResponseResolver,
] as const
