import { defineCheck, derived, settingWithin } from '@casbah/sdk'
import { untold } from './settings.ts'

/** Box tells it in seconds. */
const DAY = 86_400

export const trashKept = defineCheck({
  name: 'trash-kept',
  title: 'The trash keeps files for at least 30 days',
  description: 'Deleting everything is the end of an extortion. What is in the trash can be brought back.',
  severity: 'MEDIUM',
  category: 'backup',
  points: 5,
  reads: ['settings'],
  remediation:
    'In *Admin Console → Enterprise Settings → Content & Sharing → Trash* let items be deleted for good after 30 days or more.',
  frameworks: derived({ 'NIST 800-53': 'CP-9', 'SOC 2': 'A1.2', 'ISO 27001': 'A.8.13' }),
  judge: settingWithin(
    'settings.content_and_sharing.trash_auto_clear_time.value',
    { least: 30 * DAY },
    {
      say: seconds => `The trash keeps files for ${Math.floor(seconds / DAY)} days.`,
      unknown: untold('how long the trash keeps files'),
    },
  ),
})
