import { defineCheck, derived } from '@casbah/sdk'
import { z } from 'zod'

const rows = z.array(z.looseObject({ Id: z.string(), CreatedDate: z.string() }))

export const eventLogs = defineCheck({
  name: 'event-logs',
  title: 'Event log files are made',
  description:
    'Without them nobody can tell what was read and exported: the other logs know sign-ins and changes in Setup alone.',
  severity: 'HIGH',
  category: 'logging',
  points: 7,
  reads: ['newLogFiles'],
  touchedBy: ['eventLogGenerationEnabled*'],
  remediation:
    'Turn on *Setup → Event Monitoring Settings → Generate event log files*; most types take the Event Monitoring licence.',
  frameworks: derived({ 'NIST 800-53': 'AU-6', 'SOC 2': 'CC7.2' }),
  judge: read => {
    const parsed = rows.safeParse(read.newLogFiles)
    if (!parsed.success) return { status: 'CANNOT_TELL', message: 'The list of event log files could not be read.' }
    const [newest] = parsed.data
    return newest
      ? { status: 'PASS', message: 'Event log files were made within the last three days.' }
      : { status: 'FAIL', message: 'No event log file was made within the last three days.' }
  },
})
