import type { Judgement, SubjectDraft } from '@casbah/sdk'

/** PASS when all pass, FAIL when none does, else PARTIAL. */
export function shareOf(subjects: SubjectDraft[], say: (passed: number, all: number) => string): Judgement {
  const passed = subjects.filter(subject => subject.passed).length
  const message = say(passed, subjects.length)
  if (passed === subjects.length) return { status: 'PASS', message, subjects }
  return { status: passed === 0 ? 'FAIL' : 'PARTIAL', message, subjects }
}
