/** Steps of a page's way at which tests may end the process. */
export const CRASH_STEPS = ['before-send', 'after-answer', 'before-commit', 'after-commit'] as const

export type CrashStep = (typeof CRASH_STEPS)[number]

/** Called at each step; does nothing but in tests. */
export type CrashPoint = (step: CrashStep) => void
