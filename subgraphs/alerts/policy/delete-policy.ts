import { userError, type Context, type DeletePayload } from '@casbah/kit'
import { logPolicySteps, takePolicyTurn } from './policy-turn.ts'
import { policyToChange } from './update-policy.ts'

/** Deletes a policy that is not built in. Its row stays, since its alerts name it; its name is free again. */
export async function deletePolicy(
  context: Context,
  { id, expectedVersion }: { id: string; expectedVersion?: number | null },
): Promise<DeletePayload> {
  return context.write(async tx => {
    await takePolicyTurn(tx)
    const { row, problem } = await policyToChange(tx, id, expectedVersion)
    if (!row) return { id: null, userErrors: [problem] }
    if (row.builtIn) {
      const message = 'A built-in policy cannot be deleted. Switch it off by updatePolicy with enabled: false.'
      return { id: null, userErrors: [userError('BAD_USER_INPUT', message, ['id'])] }
    }
    row.deletedAt = new Date()
    row.enabled = false
    row.version++
    await tx.em.flush()
    const step = { policy: id, version: row.version, kind: 'DELETED' as const, fields: [] }
    await logPolicySteps(tx, { ...context.caller.actor }, [step])
    return { id, userErrors: [] }
  })
}
