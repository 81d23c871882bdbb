import { judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'
import { bare } from '../requests.ts'

/** Judges what a read that is done for each project answered of it. */
export const eachProject = <S extends z.ZodRawShape>(
  read: string,
  shape: S,
  judgeOne: (value: z.output<z.ZodObject<S>>) => { passed: boolean; detail: string },
  say: (passing: number, all: number) => string,
) =>
  judgeParsed(
    { [read]: z.array(z.looseObject({ parent: z.looseObject({ name: z.string() }), value: z.looseObject(shape) })) },
    'The projects could not be read.',
    answers =>
      judgeSubjects(
        (answers[read] ?? []).map(({ parent, value }) => ({
          name: bare(parent.name),
          ...judgeOne(value as z.output<z.ZodObject<S>>),
        })),
        { say, none: { status: 'CANNOT_TELL', message: 'No project could be read.' } },
      ),
  )
