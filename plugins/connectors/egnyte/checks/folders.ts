import { judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'

const levels = z.record(z.string(), z.string())
const folderPermissions = z
  .array(
    z.looseObject({
      parent: z.looseObject({ path: z.string().min(1) }),
      value: z.looseObject({ userPerms: levels, groupPerms: levels }),
    }),
  )
  .min(1)

const UNREAD =
  'The folders below /Shared were not shown with their permissions. Casbah’s account must be an owner of them.'

type Levels = z.infer<typeof levels>

/** Judges each folder by the levels in it that are too much there, and `more` of what else was read. */
export const judgeFolders = <S extends Record<string, z.ZodType>, P>(
  more: S,
  tooMuch: (
    folder: { path: string; userPerms: Levels; groupPerms: Levels },
    read: { [K in keyof S]: z.output<S[K]> },
    parameters: P,
  ) => string[],
  say: (passing: number, all: number) => string,
) =>
  judgeParsed({ ...more, folderPermissions }, UNREAD, (read, parameters: P) => {
    const folders = read.folderPermissions as z.infer<typeof folderPermissions>
    return judgeSubjects(
      folders.map(({ parent: { path }, value }) => {
        const found = tooMuch({ path, ...value }, read as { [K in keyof S]: z.output<S[K]> }, parameters)
        return { name: path, resource: path, passed: found.length === 0, detail: found.slice(0, 10).join(', ') }
      }),
      { say, none: { status: 'CANNOT_TELL', message: UNREAD } },
    )
  })
