import { at, type Judgement } from '@casbah/sdk'
import { untold } from './settings.ts'

/** Judges a switch that makes things end, together with the days after which they do. */
export const judgeExpiry =
  (enabled: string, after: string, what: string) =>
  ({ settings }: Record<string, unknown>, { days: most }: { days: number }): Judgement => {
    const on = at(settings, `content_and_sharing.${enabled}.value`)
    const days = at(settings, `content_and_sharing.${after}.value`)
    if (on === false) return { status: 'FAIL', message: `For ${what} there is no end.`, values: { [enabled]: on } }
    if (on !== true || typeof days !== 'number') return { status: 'CANNOT_TELL', message: untold(`when ${what} end`) }
    const message = `After ${days} days there is an end to ${what}; at most ${most} are asked for.`
    return { status: days > 0 && days <= most ? 'PASS' : 'FAIL', message, values: { [after]: days } }
  }
