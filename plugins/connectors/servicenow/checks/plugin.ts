import { judgeParsed } from '@casbah/sdk'
import { z } from 'zod'

const rows = z.array(z.looseObject({ id: z.string(), active: z.string() })).min(1)
const UNKNOWN = 'The plugin was not listed. Let Casbah’s user read v_plugin.'

/** Whether a plugin is active: some versions say so with a word, some with a flag. */
export const judgePlugin = (id: string) =>
  judgeParsed({ plugins: rows }, UNKNOWN, ({ plugins }) => {
    const active = plugins.find(plugin => plugin.id === id)?.active
    if (!active || !/^(active|inactive|true|false)$/.test(active)) return { status: 'CANNOT_TELL', message: UNKNOWN }
    const passed = active === 'active' || active === 'true'
    return { status: passed ? 'PASS' : 'FAIL', message: `${id} is ${passed ? '' : 'not '}active.`, values: { active } }
  })
