import { CasbahError, type Severity } from '@casbah/kit'
import { z } from 'zod'
import type { PolicyKindName } from '../policy/policy.entity.ts'
import { ANOMALY_KINDS } from './anomaly/kinds.ts'
import type { Detector } from './detector.ts'
import { posturePolicy, resourcePolicy } from './resource/compile-thing.ts'
import { postureDefinition, resourceDefinition } from './resource/definition.ts'
import { systemDefinition, systemPolicy } from '../system/system-policy.ts'
import { sigmaDefinition } from './sigma/definition.ts'
import { policyDetector } from './sigma/policy-detector.ts'
import { SigmaRefusal } from './sigma/refusal.ts'
import { SigmaSet } from './sigma/set.ts'
import { thresholdDefinition } from './threshold/definition.ts'
import { Threshold } from './threshold/threshold.ts'

/** What of a policy makes its detector. */
export interface Compilable {
  name: string
  kind: PolicyKindName
  severity: Severity
  definition: unknown
}

/** A Sigma policy among its tenant's others. */
export interface SigmaPlace {
  set: SigmaSet
  id: string
}

const anomalyDefinition = z.strictObject({ detector: z.string(), parameters: z.unknown().optional() })

/** Makes a policy's detector; BAD_USER_INPUT with every problem when its definition cannot be used. A Sigma policy without a place stands alone. */
export function compilePolicy({ name, kind, severity, definition }: Compilable, sigma?: SigmaPlace): Detector {
  switch (kind) {
    case 'ACTIVITY':
      return new Threshold(name, severity, parse(thresholdDefinition, definition))
    case 'ANOMALY':
      return anomaly(severity, parse(anomalyDefinition, definition))
    case 'SIGMA':
      try {
        parse(sigmaDefinition, definition)
        const { set, id } = sigma ?? { set: new SigmaSet([{ id: '', severity, enabled: true, definition }]), id: '' }
        return policyDetector(severity, set.partsOf(id))
      } catch (error) {
        if (!(error instanceof SigmaRefusal)) throw error
        throw new CasbahError('BAD_USER_INPUT', `Line ${error.line}: ${error.message}`)
      }
    case 'RESOURCE':
      return resourcePolicy({ name, severity }, parse(resourceDefinition, definition))
    case 'POSTURE':
      return posturePolicy({ name, severity }, parse(postureDefinition, definition))
    case 'SYSTEM':
      return systemPolicy(severity, parse(systemDefinition, definition), (schema, value) =>
        parse(schema, value, ['definition', 'parameters']),
      )
  }
}

function anomaly(severity: Severity, { detector, parameters }: z.infer<typeof anomalyDefinition>): Detector {
  const kind = ANOMALY_KINDS.get(detector)
  if (!kind)
    throw new CasbahError(
      'BAD_USER_INPUT',
      `definition.detector: there is no detector ${detector}. There are: ${[...ANOMALY_KINDS.keys()].join(', ')}.`,
    )
  return kind.make(severity, parse(kind.parameters, parameters ?? {}, ['definition', 'parameters']))
}

function parse<T extends z.ZodType>(schema: T, definition: unknown, at = ['definition']): z.infer<T> {
  const result = schema.safeParse(definition)
  if (result.success) return result.data
  const issues = result.error.issues.map(issue => {
    const path = [...at, ...issue.path.map(String)]
    return { path, message: `${path.join('.')}: ${issue.message}` }
  })
  const problems = issues.map(({ message }) => message).join('; ')
  throw new CasbahError('BAD_USER_INPUT', `The definition cannot be used. ${problems}.`, { issues })
}
