import { defineCheck, derived } from '@casbah/sdk'
import { sharingIs } from './settings.ts'

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
  judge: sharingIs(
    [
      ['is_file_request_login_required', true, 'file requests need a sign-in'],
      ['is_email_uploads_enabled', false, 'no uploads by e-mail'],
    ],
    'ways to upload ask for a sign-in or are closed',
    'who may upload',
  ),
})
