import { defineCheck, derived, judgeParsed, whole } from '@casbah/sdk'
import { z } from 'zod'
import { preferences } from './shapes.ts'

const UNKNOWN = 'Slack did not tell how long messages may be edited, and who deletes them.'

export const messageHistory = defineCheck({
  name: 'message-history',
  title: 'Messages are edited for an hour at most, and deleted by administrators alone',
  description:
    'Whoever took an account over takes back what gave them away, and an agreement reads otherwise a month later.',
  severity: 'LOW',
  category: 'logging',
  points: 3,
  reads: ['preferences'],
  parameters: z.object({
    minutes: whole({ least: 0, most: 10_080, usual: 60 }, 'Minutes for which a message may be edited.'),
  }),
  touchedBy: ['pref.msg_edit_window_mins', 'pref.allow_message_deletion'],
  remediation:
    'In the organisation’s dashboard open *Settings → Organization policies → Messages*, and limit the editing and deleting of messages.',
  frameworks: derived({ 'NIST 800-53': 'AU-12', 'SOC 2': 'CC7.2', 'ISO 27001': 'A.8.15' }),
  judge: judgeParsed({ preferences }, UNKNOWN, ({ preferences: values }, { minutes }) => {
    const { msg_edit_window_mins: window, allow_message_deletion: deletes } = values
    // Below 0 stands for ever.
    const passed = window >= 0 && window <= minutes && !deletes
    const message = `Messages are edited ${window < 0 ? 'for ever' : `for ${window} minutes`}, and ${deletes ? '' : 'not '}deleted by their authors; ${minutes} minutes and no deleting are asked for.`
    return { status: passed ? 'PASS' : 'FAIL', message, values }
  }),
})
