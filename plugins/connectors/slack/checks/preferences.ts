import { judgeParsed, judgeSubjects, type Judgement } from '@casbah/sdk'
import type { z } from 'zod'
import { ofWorkspaces, workspaceName } from './people.ts'

const UNKNOWN = 'Slack did not tell the preferences of every workspace.'

/** Judges every workspace by these of its preferences. `say` follows on "3 of 4 workspaces". */
export const judgePreferences = <V extends object, P>(
  wanted: z.ZodType<V>,
  { holds, say }: { holds: (preferences: V, parameters: P) => boolean; say: string },
): ((read: Record<string, unknown>, parameters: P) => Judgement) =>
  judgeParsed({ preferences: ofWorkspaces(wanted) }, UNKNOWN, ({ preferences }, parameters: P) =>
    judgeSubjects(
      preferences.map(({ parent, value }) => ({
        name: workspaceName(parent),
        passed: holds(value, parameters),
        detail: Object.entries(value)
          .map(([name, is]) => `${name} ${String(is)}`)
          .join(', '),
      })),
      {
        say: (passing, all) => `${passing} of ${all} workspaces ${say}.`,
        none: { status: 'CANNOT_TELL', message: UNKNOWN },
      },
    ),
  )
