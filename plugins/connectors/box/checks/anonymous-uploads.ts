import { defineCheck, derived, settingsAre } from '@casbah/sdk'
import { untold } from './settings.ts'

export const anonymousUploads = defineCheck({
  name: 'anonymous-uploads',
  title: 'Nobody uploads without signing in',
  description: 'A folder that takes files from anybody takes what is harmful, too, and people open it as theirs.',
  severity: 'LOW',
  category: 'public',
  points: 3,
  reads: ['settings'],
  remediation:
    'In *Admin Console → Enterprise Settings → Content & Sharing* require a sign-in for *File Requests*, and turn off uploads by e-mail.',
  frameworks: derived({ 'NIST 800-53': 'AC-22', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.12' }),
  judge: settingsAre(
    [
      {
        name: 'file requests need a sign-in',
        path: 'settings.content_and_sharing.is_file_request_login_required.value',
        is: true,
      },
      { name: 'no uploads by e-mail', path: 'settings.content_and_sharing.is_email_uploads_enabled.value', is: false },
    ],
    {
      say: (good, all) => `${good} of ${all} ways to upload ask for a sign-in or are closed.`,
      unknown: untold('who may upload'),
    },
  ),
})
