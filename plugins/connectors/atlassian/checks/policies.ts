import { judgeParsed, type Judgement } from '@casbah/sdk'
import { z } from 'zod'

const policies = z.array(
  z.looseObject({
    id: z.string().min(1),
    attributes: z.looseObject({
      name: z.string().nullish(),
      status: z.enum(['enabled', 'disabled']),
      resources: z.array(z.looseObject({ applicationStatus: z.string() })).nullish(),
    }),
  }),
)

/** Whether at least one policy of a kind is enabled and covers something; `kind` as in "IP allowlist". */
export const onePolicyOf = (read: string, kind: string) =>
  judgeParsed(
    { [read]: policies },
    `Atlassian did not tell the policies of the kind ${kind} and their status.`,
    (all): Judgement => {
      const found = all[read]!
      // A key that may not see them is refused, so that an empty list is one of an organisation without any.
      if (found.length === 0)
        return { status: 'FAIL', message: `There is no policy of the kind ${kind}.`, values: { enabled: 0 } }
      const subjects = found.map(({ id, attributes: { name, status, resources } }) => {
        const applied = (resources ?? []).filter(({ applicationStatus }) => applicationStatus === 'applied').length
        return {
          name: name || id,
          passed: status === 'enabled' && applied > 0,
          detail: `${status}, applied to ${applied} resources`,
        }
      })
      const enabled = subjects.filter(({ passed }) => passed).length
      const message = `${enabled} of ${found.length} policies of the kind ${kind} are enabled and applied; one is asked for.`
      return { status: enabled > 0 ? 'PASS' : 'FAIL', message, subjects, values: { enabled } }
    },
  )
