import { CursorScalar, IdInput, type Context } from '@casbah/kit'
import { Arg, Ctx, Directive, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { controlById } from '../control/control.service.ts'
import { Control } from '../control/control.type.ts'
import { ExceptionInput, FindingPayload, PostureException, Subject } from '../finding/finding.type.ts'
import { approveException, clearException, createException, endException, setException } from './exception.service.ts'
import {
  CreateExceptionInput,
  ExceptionFilter,
  ExceptionPayload,
  PostureExceptionConnection,
} from './exception.type.ts'
import { exceptionsInForce, listExceptions } from './list-exceptions.ts'

const WRITE = '@requiresScopes(scopes: [["posture:write"]])'

@Resolver(() => PostureException)
export class ExceptionResolver {
  @Query(() => PostureExceptionConnection, {
    nullable: true,
    description: 'Exceptions, those that end or ended first at the top.',
  })
  @Directive('@requiresScopes(scopes: [["posture:read"]])')
  @Directive('@listSize(slicingArguments: ["first"], sizedFields: ["edges"], requireOneSlicingArgument: false)')
  exceptions(
    @Ctx() context: Context,
    @Arg('filter', () => ExceptionFilter, { nullable: true, description: 'Only matching ones.' })
    filter?: ExceptionFilter | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'Page size, 0 to 500.' }) first?:
      | number
      | null,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Cursor to start after.' }) after?: string | null,
  ) {
    return listExceptions(context, { filter, first, after })
  }

  @FieldResolver(() => Control, {
    nullable: true,
    description: 'The control that it is about; null for a whole category.',
  })
  control(@Root() exception: PostureException, @Ctx() context: Context) {
    return exception.controlId === null ? null : controlById(context, exception.controlId)
  }

  @Mutation(() => FindingPayload, { description: 'Sets or replaces the exception of a finding.' })
  @Directive(WRITE)
  setException(
    @Ctx() context: Context,
    @Arg('input', () => ExceptionInput, { description: 'Which finding and why.' }) input: ExceptionInput,
  ) {
    return setException(context, input)
  }

  @Mutation(() => FindingPayload, { description: 'Ends the exception of a finding.' })
  @Directive(WRITE)
  clearException(
    @Ctx() context: Context,
    @Arg('input', () => IdInput, { description: 'Which finding.' }) input: IdInput,
  ) {
    return clearException(context, input)
  }

  @Mutation(() => ExceptionPayload, {
    description: 'Makes an exception for more than one finding: of a control or a category, in one app or in all.',
  })
  @Directive(WRITE)
  createException(
    @Ctx() context: Context,
    @Arg('input', () => CreateExceptionInput, { description: 'What it is about and why.' }) input: CreateExceptionInput,
  ) {
    return createException(context, input)
  }

  @Mutation(() => ExceptionPayload, { description: 'Ends an exception before its time.' })
  @Directive(WRITE)
  endException(
    @Ctx() context: Context,
    @Arg('input', () => IdInput, { description: 'Which exception.' }) input: IdInput,
  ) {
    return endException(context, input)
  }

  @Mutation(() => ExceptionPayload, {
    description: 'Agrees to an exception as a second member: another than the one who made it.',
  })
  @Directive(WRITE)
  approveException(
    @Ctx() context: Context,
    @Arg('input', () => IdInput, { description: 'Which exception.' }) input: IdInput,
  ) {
    return approveException(context, input)
  }
}

@Resolver(() => Subject)
export class SubjectExceptionResolver {
  @FieldResolver(() => PostureException, {
    nullable: true,
    description: 'Exception in force for this subject, while it fails.',
  })
  exception(@Root() subject: Subject, @Ctx() context: Context): Promise<PostureException | null> | null {
    if (subject.exceptionId === null) return null
    return context
      .loader<string, PostureException | null>(exceptionsInForce, exceptionsInForce)
      .load(subject.exceptionId)
  }
}
