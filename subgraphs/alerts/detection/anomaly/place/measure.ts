import type { ExplanationData } from '../../detector.ts'

/** A number of an explanation. */
export function measure(
  name: string,
  value: number,
  unit: string | null,
  { baseline = null, threshold = null }: { baseline?: number | null; threshold?: number | null } = {},
): ExplanationData['measures'][number] {
  return { name, value, unit, baseline, threshold }
}
