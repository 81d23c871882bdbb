import { userError, type Context, type Tx, type UserErrorData } from '@casbah/kit'
import { UUID } from './finding-filter.ts'
import { readFinding } from './finding.service.ts'
import type { FindingPayload } from './finding.type.ts'

/** Runs a change on a finding as it was last seen; nobody else decides on it meanwhile. */
export async function onFinding(
  context: Context,
  id: string,
  version: number | null,
  change: (
    tx: Tx,
    finding: { app: string; control: string; exception: string | null },
  ) => Promise<UserErrorData | null>,
): Promise<FindingPayload> {
  if (!UUID.test(id)) return refused(userError('NOT_FOUND', `There is no finding ${id}.`, ['input']))
  return context.write(async tx => {
    const [row] = await tx.query<{ app: string; control: string; exception: string | null; version: number }>(
      'select app, control, exception, version from posture.finding where id = $1::uuid for update',
      [id],
    )
    if (!row) return refused(userError('NOT_FOUND', `There is no finding ${id}.`, ['input']))
    if (version !== null && version !== row.version)
      return refused(
        userError(
          'CONFLICT',
          `The finding is at version ${row.version}, not ${version}. Read it again and decide anew.`,
          ['input', 'expectedVersion'],
        ),
      )
    const wrong = await change(tx, row)
    return wrong ? refused(wrong) : { finding: await readFinding(tx, id), userErrors: [] }
  })
}

/** Answer of a write on a finding that could not be done. */
export function refused(error: UserErrorData): FindingPayload {
  return { finding: null, userErrors: [error] }
}
