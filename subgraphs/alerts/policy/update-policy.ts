import { CasbahError, userError, type Context } from '@casbah/kit'
import { isUuid } from '../alert/alert.loaders.ts'
import { compilePolicy } from '../detection/compile.ts'
import { SigmaSet } from '../detection/sigma/set.ts'
import { PolicyRow } from './policy.entity.ts'
import { toPolicy } from './policy.loaders.ts'
import type { PolicyPayload, UpdatePolicyInput } from './policy.type.ts'

/** Changes a policy; what is left out stays. */
export async function updatePolicy(context: Context, input: UpdatePolicyInput): Promise<PolicyPayload> {
  const failed = (code: Parameters<typeof userError>[0], message: string, path: string[]): PolicyPayload => ({
    policy: null,
    userErrors: [userError(code, message, path)],
  })
  return context.write(async tx => {
    const row = isUuid(input.id)
      ? await tx.em.findOne(PolicyRow, { tenant: tx.tenant, id: input.id }, { lockMode: 4 })
      : null
    if (!row) return failed('NOT_FOUND', `There is no policy ${input.id}. Take an id of \`policies\`.`, ['id'])
    if (row.version !== input.expectedVersion)
      return failed(
        'CONFLICT',
        `The policy was changed since: its version is ${row.version}, not ${input.expectedVersion}. Read it again and repeat.`,
        ['expectedVersion'],
      )
    for (const field of ['name', 'description'] as const)
      if (row.builtIn && input[field] != null && input[field] !== row[field])
        return failed('BAD_USER_INPUT', `The ${field} of a built-in policy cannot be changed. Leave it out.`, [field])
    if (input.definition != null) {
      try {
        const changed = { ...row, enabled: true, definition: input.definition }
        // A Sigma policy may name rules of others.
        const others = row.kind === 'SIGMA' ? await tx.em.find(PolicyRow, { tenant: tx.tenant, kind: 'SIGMA' }) : []
        const set = new SigmaSet([changed, ...others.filter(({ id }) => id !== row.id)])
        compilePolicy(changed, { set, id: row.id })
      } catch (error) {
        if (!(error instanceof CasbahError)) throw error
        return failed('BAD_USER_INPUT', error.message, ['definition'])
      }
      if (JSON.stringify(row.definition) !== JSON.stringify(input.definition)) row.definitionVersion++
      row.definition = input.definition
    }
    if (input.name != null) row.name = input.name
    if (input.description != null) row.description = input.description
    if (input.severity != null) row.severity = input.severity
    if (input.enabled != null) row.enabled = input.enabled
    row.version++
    await tx.em.flush()
    return { policy: toPolicy(row), userErrors: [] }
  })
}
