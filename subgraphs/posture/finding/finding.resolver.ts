import { CursorScalar, type Context } from '@casbah/kit'
import { Arg, Ctx, Directive, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { assessApp } from '../app/app.service.ts'
import { controlById } from '../control/control.service.ts'
import { Control } from '../control/control.type.ts'
import { fragmentsOf } from '../fragment/fragment.service.ts'
import { Fragment } from '../fragment/fragment.type.ts'
import { App } from '../references.type.ts'
import { planFinding } from '../plan/plan.service.ts'
import { attest } from './decide.service.ts'
import { findingById, listFindings, listSubjects } from './finding.service.ts'
import {
  AppIdInput,
  AssessPayload,
  AttestInput,
  Finding,
  FindingConnection,
  FindingFilter,
  FindingPayload,
  PlanInput,
  SubjectConnection,
} from './finding.type.ts'

const LIST = '@listSize(slicingArguments: ["first"], sizedFields: ["edges"], requireOneSlicingArgument: false)'
const READ = '@requiresScopes(scopes: [["posture:read"]])'
const WRITE = '@requiresScopes(scopes: [["posture:write"]])'

@Resolver(() => Finding)
export class FindingResolver {
  @Query(() => FindingConnection, { nullable: true, description: 'Findings, those that cost most points first.' })
  @Directive(READ)
  @Directive(LIST)
  findings(
    @Ctx() context: Context,
    @Arg('filter', () => FindingFilter, { nullable: true, description: 'Only matching ones.' })
    filter?: FindingFilter | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'Page size, 0 to 500.' }) first?:
      | number
      | null,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Cursor to start after.' }) after?: string | null,
  ) {
    return listFindings(context, { filter, first, after })
  }

  @Query(() => Finding, { nullable: true, description: 'One finding.' })
  @Directive(READ)
  finding(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Id of the finding.' }) id: string) {
    return findingById(context, id)
  }

  @FieldResolver(() => Control, { description: 'The control.' })
  control(@Root() finding: Finding, @Ctx() context: Context) {
    return controlById(context, finding.controlId)
  }

  @FieldResolver(() => SubjectConnection, { description: 'Things that were judged, failing ones first.' })
  @Directive(LIST)
  subjects(
    @Root() finding: Finding,
    @Ctx() context: Context,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'Page size, 0 to 500.' }) first?:
      | number
      | null,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Cursor to start after.' }) after?: string | null,
  ) {
    return listSubjects(context, finding.id, { first, after })
  }

  @FieldResolver(() => [Fragment], { description: 'What the vendor answered to each read that it was judged by.' })
  @Directive('@cost(weight: 20)')
  fragments(@Root() finding: Finding, @Ctx() context: Context) {
    return fragmentsOf(context, finding.id)
  }

  @Mutation(() => AssessPayload, { description: 'Assesses an app now; findings arrive by `findingChanged`.' })
  @Directive(WRITE)
  assessApp(@Ctx() context: Context, @Arg('input', () => AppIdInput, { description: 'Which app.' }) input: AppIdInput) {
    return assessApp(context, input.id)
  }

  @Mutation(() => FindingPayload, {
    description: 'Plans by when a failure is to be mended, or takes that back; see `SecureScore.planned`.',
  })
  @Directive(WRITE)
  planFinding(
    @Ctx() context: Context,
    @Arg('input', () => PlanInput, { description: 'Which finding and when.' }) input: PlanInput,
  ) {
    return planFinding(context, input)
  }

  @Mutation(() => FindingPayload, {
    description: 'Answers a control that no vendor API can, with evidence and an expiry.',
  })
  @Directive(WRITE)
  attest(
    @Ctx() context: Context,
    @Arg('input', () => AttestInput, { description: 'Which finding and what was seen.' }) input: AttestInput,
  ) {
    return attest(context, input)
  }
}

@Resolver(() => App)
export class AppFindingsResolver {
  @FieldResolver(() => FindingConnection, {
    nullable: true,
    description: 'Its findings, those that cost most points first.',
  })
  @Directive(READ)
  @Directive(LIST)
  findings(
    @Root() app: App,
    @Ctx() context: Context,
    @Arg('filter', () => FindingFilter, { nullable: true, description: 'Only matching ones.' })
    filter?: FindingFilter | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'Page size, 0 to 500.' }) first?:
      | number
      | null,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Cursor to start after.' }) after?: string | null,
  ) {
    return listFindings(context, { filter, first, after, app: app.id })
  }
}
