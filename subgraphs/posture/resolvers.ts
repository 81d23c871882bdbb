import { ConnectorControlsResolver, ControlResolver } from './control/control.resolver.ts'
import { ExceptionResolver, SubjectExceptionResolver } from './exception/exception.resolver.ts'
import { FindingEventsResolver } from './finding/finding-events.ts'
import { AppFindingsResolver, FindingResolver } from './finding/finding.resolver.ts'
import { FrameworkResolver } from './framework/framework.resolver.ts'
import { ParametersResolver } from './parameters/parameters.resolver.ts'
import { OwnControlResolver } from './own-control/own-control.resolver.ts'
import { AppScoreResolver, ScoreResolver } from './score/score.resolver.ts'

export const RESOLVERS = [
  FrameworkResolver,
  ControlResolver,
  ConnectorControlsResolver,
  OwnControlResolver,
  FindingResolver,
  FindingEventsResolver,
  AppFindingsResolver,
  ExceptionResolver,
  SubjectExceptionResolver,
  ParametersResolver,
  ScoreResolver,
  AppScoreResolver,
]
