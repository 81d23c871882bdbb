import { judgeCount, type Judgement } from '@casbah/sdk'
import { z } from 'zod'

const rows = z.array(
  z.looseObject({ AssigneeId: z.string(), Assignee: z.looseObject({ Username: z.string().nullish() }).nullish() }),
)

/** Who holds a right, each once; null when the list could not be read. */
export function holdersIn(list: unknown): { id: string; name: string }[] | null {
  const parsed = rows.safeParse(list)
  if (!parsed.success) return null
  const found = new Map(parsed.data.map(one => [one.AssigneeId, one.Assignee?.Username ?? one.AssigneeId]))
  return [...found].map(([id, name]) => ({ id, name }))
}

/** How many may hold a right, for checks that ask so. */
export const mostHolders = (usual: number) =>
  z.object({
    most: z.number().int().min(0).max(10_000).default(usual).describe('Active users who may hold the right.'),
  })

/** Whether so few hold a right. */
export function judgeHolders(list: unknown, right: string, most: number): Judgement {
  const holders = holdersIn(list)?.map(({ id, name }) => ({ name, account: id, passed: false }))
  return judgeCount(holders, {
    most,
    say: count => `${count} active users hold "${right}"; at most ${most} should.`,
    unknown: `Who holds "${right}" could not be read.`,
  })
}
